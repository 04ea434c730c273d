// A brush over time: a bar a year, two handles.

import type { JSX } from "preact";

import { change } from "../address";

interface Properties { years: Record<string, number[]>; from: string | undefined; to: string | undefined }

export function Years({ years, from, to }: Properties): JSX.Element | null {
  const all = Object.keys(years).map(Number).sort((a, b) => a - b);
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined) return null;
  const low = Math.min(last, Math.max(first, from ? Number(from.slice(0, 4)) : first));
  const high = Math.min(last, Math.max(low, to ? Number(to.slice(0, 4)) : last));
  const sums = Array.from({ length: last - first + 1 }, (_, i) => (years[String(first + i).padStart(4, "0")] ?? []).reduce((a, b) => a + b, 0));
  const most = Math.max(1, ...sums);
  const set = (a: number, b: number): void => {
    const day = (year: number, rest: string): string => `${String(year).padStart(4, "0")}-${rest}`;
    change({ t: a <= first && b >= last ? null : `${day(a, "01-01")}~${day(b, "12-31")}` }, true);
  };
  return (
    <div class="years" role="group" aria-label="Stretch of time">
      <svg viewBox={`0 0 ${sums.length} 20`} preserveAspectRatio="none" aria-hidden="true">
        {sums.map((sum, i) => {
          const height = sum === 0 ? 0 : Math.max(0.7, 20 * Math.sqrt(sum / most));
          return <rect key={i} x={i + 0.08} width={0.84} y={20 - height} height={height} class={first + i >= low && first + i <= high ? "in" : "out"} />;
        })}
      </svg>
      <input type="range" aria-label="First year" min={first} max={last} value={low} onInput={(event) => set(Math.min(Number(event.currentTarget.value), high), high)} />
      <input type="range" aria-label="Last year" min={first} max={last} value={high} onInput={(event) => set(low, Math.max(Number(event.currentTarget.value), low))} />
      <output>{low === high ? low : `${low} to ${high}`}</output>
    </div>
  );
}
