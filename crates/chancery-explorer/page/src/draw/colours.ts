// The page's palette, read from its style sheet, so that light and dark are said once.

export interface Colours { paper: string; ink: string; faint: string; rule: string; middle: string; quads: string[]; good: string; bad: string; accent: string }

export function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    paper: of("paper"),
    ink: of("ink"),
    faint: of("faint"),
    rule: of("rule"),
    middle: of("middle"),
    quads: [of("quad-0"), of("quad-1"), of("quad-2"), of("quad-3"), of("quad-4")],
    good: of("quad-2"),
    bad: of("quad-4"),
    accent: of("accent"),
  };
}

const parse = (hex: string): [number, number, number] => {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) & 255, (n >> 8) & 255, n & 255];
};

/** The colour of a mean Goldstein score: orange at −10, grey at 0, blue at 10. */
export function scoreColour(score: number | null, { good, bad, rule, middle: grey }: Colours): string {
  if (score === null) return rule;
  const end = parse(score >= 0 ? good : bad);
  const middle = parse(grey);
  const share = Math.min(1, Math.abs(score) / 7) ** 0.7;
  const mixed = end.map((value, i) => Math.round((middle[i] ?? 0) + (value - (middle[i] ?? 0)) * share));
  return `rgb(${mixed.join(" ")})`;
}
