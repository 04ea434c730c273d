// A text cut into runs by the spans that claims rest on. Offsets in the record count characters (Unicode scalar
// values); JavaScript counts UTF-16 units, so a text with others than the common ones is mapped.

import type { Claim, Role, Sentence } from "../api";

export interface Use { claim: number; role: Role }
export interface Run { text: string; start: number; uses: Use[] }
export interface Part { sentence: number; runs: Run[] }
export interface Paragraph { line: number; parts: (Part | string)[] }

/** A function from characters to UTF-16 units. */
export function units(text: string): (at: number) => number {
  if (!/[\ud800-\udfff]/.test(text)) return (at) => at;
  const starts: number[] = [];
  let unit = 0;
  for (const letter of text) {
    starts.push(unit);
    unit += letter.length;
  }
  starts.push(unit);
  return (at) => starts[Math.max(0, Math.min(at, starts.length - 1))] ?? unit;
}

export function light(text: string, sentences: Sentence[], claims: Claim[]): Paragraph[] {
  const unit = units(text);
  const spans = claims
    .flatMap((claim) => claim.evidence.map((span) => ({ start: span.start, end: span.end, claim: claim.claim, role: span.role })))
    .filter((span) => span.end > span.start)
    .sort((a, b) => a.start - b.start);
  const paragraphs: Paragraph[] = [];
  let last = 0;
  let open: { number: number; paragraph: Paragraph } | null = null;
  let from = 0;
  for (const sentence of sentences) {
    const between = text.slice(unit(last), unit(sentence.start));
    if (!open || open.number !== sentence.paragraph) {
      // What stands between paragraphs and belongs to no sentence: headings, tables, notes.
      if (between.trim()) paragraphs.push({ line: 0, parts: [between.trim()] });
      open = { number: sentence.paragraph, paragraph: { line: sentence.line, parts: [] } };
      paragraphs.push(open.paragraph);
    } else if (between) {
      open.paragraph.parts.push(between);
    }
    while (from < spans.length && (spans[from]?.end ?? 0) <= sentence.start) from++;
    const here = [];
    for (let i = from; i < spans.length && (spans[i]?.start ?? 0) < sentence.end; i++) {
      const span = spans[i];
      if (span && span.end > sentence.start) here.push(span);
    }
    const cuts = new Set([sentence.start, sentence.end]);
    for (const span of here) {
      cuts.add(Math.max(span.start, sentence.start));
      cuts.add(Math.min(span.end, sentence.end));
    }
    const places = [...cuts].sort((a, b) => a - b);
    const runs: Run[] = [];
    for (let i = 0; i + 1 < places.length; i++) {
      const [start, end] = [places[i] ?? 0, places[i + 1] ?? 0];
      const uses = here.filter((span) => span.start <= start && span.end >= end).map(({ claim, role }) => ({ claim, role }));
      runs.push({ text: text.slice(unit(start), unit(end)), start, uses });
    }
    open.paragraph.parts.push({ sentence: sentence.ordinal, runs });
    last = Math.max(last, sentence.end);
  }
  const rest = text.slice(unit(last)).trim();
  if (rest) paragraphs.push({ line: 0, parts: [rest] });
  return paragraphs;
}
