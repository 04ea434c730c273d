// Files that the reader takes away.

import { CanvasSurface, type Surface, SvgSurface } from "./surface";

export function save(name: string, type: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export type Drawing = (surface: Surface) => void;

export function savePng(name: string, width: number, height: number, drawing: Drawing): void {
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(2, 2);
  drawing(new CanvasSurface(context));
  canvas.toBlob((blob) => blob && save(`${name}.png`, "image/png", blob));
}

export function saveSvg(name: string, width: number, height: number, title: string, drawing: Drawing): void {
  const surface = new SvgSurface();
  drawing(surface);
  save(`${name}.svg`, "image/svg+xml", surface.document(width, height, title));
}

const cell = (value: unknown): string => {
  let text = value === null || value === undefined ? "" : String(value);
  // A spreadsheet would take this for a formula.
  if (/^[=+@\t\r-]/.test(text) && Number.isNaN(Number(text))) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

export function saveCsv(name: string, columns: string[], rows: unknown[][]): void {
  save(`${name}.csv`, "text/csv;charset=utf-8", [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n");
}
