import type { JSX } from "preact";
import { useMemo } from "preact/hooks";

import { colours, scoreColour } from "../draw/colours";
import { useTheme } from "./theme";

/** Colours of scores, as the present theme has them. */
export function useScores(): (score: number | null) => string {
  const theme = useTheme();
  return useMemo(() => {
    const palette = colours();
    return (score) => scoreColour(score, palette);
  }, [theme]);
}

export function ScoreLegend(): JSX.Element {
  const colour = useScores();
  return (
    <p class="scores">
      <span>conflict</span>
      {[-8, -5, -2, 0, 2, 5, 8].map((score) => <i key={score} style={{ background: colour(score) }} aria-hidden="true" />)}
      <span>cooperation</span>
      <span class="sub">mean Goldstein score</span>
    </p>
  );
}

export const scoreWords = (score: number | null): string => (score === null ? "no score" : `mean score ${score.toFixed(1)}`);
