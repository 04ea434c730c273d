// One drawing, two surfaces: a canvas for the screen and PNG, SVG for print and editing.

export interface Surface {
  rect(x: number, y: number, width: number, height: number, fill: string, options?: { radius?: number; alpha?: number; stroke?: string }): void;
  circle(x: number, y: number, radius: number, fill: string, options?: { alpha?: number; stroke?: string }): void;
  line(x1: number, y1: number, x2: number, y2: number, stroke: string, options?: { width?: number; dash?: number[] }): void;
  path(points: [number, number][], stroke: string | null, options?: { width?: number; fill?: string; alpha?: number }): void;
  text(x: number, y: number, text: string, fill: string, options?: { size?: number; anchor?: "start" | "middle" | "end"; weight?: number }): void;
}

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";

export class CanvasSurface implements Surface {
  constructor(private readonly context: CanvasRenderingContext2D) {}

  rect(x: number, y: number, width: number, height: number, fill: string, { radius = 0, alpha = 1, stroke }: { radius?: number; alpha?: number; stroke?: string } = {}): void {
    const c = this.context;
    c.globalAlpha = alpha;
    c.fillStyle = fill;
    if (radius > 0 || stroke) {
      c.beginPath();
      c.roundRect(x, y, width, height, radius);
      c.fill();
      if (stroke) {
        c.strokeStyle = stroke;
        c.lineWidth = 1.4;
        c.stroke();
      }
    } else {
      c.fillRect(x, y, width, height);
    }
    c.globalAlpha = 1;
  }

  circle(x: number, y: number, radius: number, fill: string, { alpha = 1, stroke }: { alpha?: number; stroke?: string } = {}): void {
    const c = this.context;
    c.globalAlpha = alpha;
    c.beginPath();
    c.arc(x, y, radius, 0, 2 * Math.PI);
    c.fillStyle = fill;
    c.fill();
    if (stroke) {
      c.strokeStyle = stroke;
      c.lineWidth = 1.4;
      c.stroke();
    }
    c.globalAlpha = 1;
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: string, { width = 1, dash = [] }: { width?: number; dash?: number[] } = {}): void {
    const c = this.context;
    c.beginPath();
    c.setLineDash(dash);
    c.moveTo(x1, y1);
    c.lineTo(x2, y2);
    c.strokeStyle = stroke;
    c.lineWidth = width;
    c.stroke();
    c.setLineDash([]);
  }

  path(points: [number, number][], stroke: string | null, { width = 1.5, fill, alpha = 1 }: { width?: number; fill?: string; alpha?: number } = {}): void {
    const c = this.context;
    c.globalAlpha = alpha;
    c.beginPath();
    points.forEach(([x, y], i) => (i === 0 ? c.moveTo(x, y) : c.lineTo(x, y)));
    if (fill) {
      c.fillStyle = fill;
      c.fill();
    }
    if (stroke) {
      c.strokeStyle = stroke;
      c.lineWidth = width;
      c.lineJoin = "round";
      c.stroke();
    }
    c.globalAlpha = 1;
  }

  text(x: number, y: number, text: string, fill: string, { size = 12, anchor = "start", weight = 400 }: { size?: number; anchor?: "start" | "middle" | "end"; weight?: number } = {}): void {
    const c = this.context;
    c.font = `${weight} ${size}px ${FONT}`;
    c.textAlign = anchor === "middle" ? "center" : anchor;
    c.fillStyle = fill;
    c.fillText(text, x, y);
  }
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const short = (n: number): string => String(Math.round(n * 100) / 100);

export class SvgSurface implements Surface {
  private readonly parts: string[] = [];

  rect(x: number, y: number, width: number, height: number, fill: string, { radius = 0, alpha = 1, stroke }: { radius?: number; alpha?: number; stroke?: string } = {}): void {
    this.add("rect", { x: short(x), y: short(y), width: short(width), height: short(height), rx: radius || undefined, fill, opacity: alpha === 1 ? undefined : alpha, stroke, "stroke-width": stroke && 1.4 });
  }

  circle(x: number, y: number, radius: number, fill: string, { alpha = 1, stroke }: { alpha?: number; stroke?: string } = {}): void {
    this.add("circle", { cx: short(x), cy: short(y), r: radius, fill, opacity: alpha === 1 ? undefined : alpha, stroke, "stroke-width": stroke && 1.4 });
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: string, { width = 1, dash = [] }: { width?: number; dash?: number[] } = {}): void {
    this.add("line", { x1: short(x1), y1: short(y1), x2: short(x2), y2: short(y2), stroke, "stroke-width": width, "stroke-dasharray": dash.join(" ") || undefined });
  }

  path(points: [number, number][], stroke: string | null, { width = 1.5, fill, alpha = 1 }: { width?: number; fill?: string; alpha?: number } = {}): void {
    const d = points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${short(x)} ${short(y)}`).join("");
    this.add("path", { d, fill: fill ?? "none", stroke: stroke ?? undefined, "stroke-width": stroke ? width : undefined, opacity: alpha === 1 ? undefined : alpha });
  }

  text(x: number, y: number, text: string, fill: string, { size = 12, anchor = "start", weight = 400 }: { size?: number; anchor?: "start" | "middle" | "end"; weight?: number } = {}): void {
    this.add("text", { x: short(x), y: short(y), fill, "font-size": size, "text-anchor": anchor === "start" ? undefined : anchor, "font-weight": weight === 400 ? undefined : weight }, text);
  }

  private add(name: string, attributes: Record<string, string | number | undefined>, text?: string): void {
    const list = Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
      .join("");
    this.parts.push(text === undefined ? `<${name}${list}/>` : `<${name}${list}>${escaped(text)}</${name}>`);
  }

  document(width: number, height: number, title: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${escaped(FONT)}"><title>${escaped(title)}</title>\n${this.parts.join("\n")}\n</svg>\n`
    );
  }
}
