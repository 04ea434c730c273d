// The timeline: four lanes of marks, one a quad class, and the Goldstein curve under them, on one axis of time.
//
// A day is a point, a longer stretch a bar as long as the date is open. What is not a fact (planned, alleged, …) is
// hollow. Where there are more marks than one can tell apart, each lane shows how many there are.

import { max } from "d3-array";
import { scaleUtc, type ScaleTime } from "d3-scale";

import type { Bin, Marks, Timeline } from "../api";
import { DAY, dayOf } from "../words";
import type { Colours } from "./colours";
import type { Surface } from "./surface";

export interface Layout {
  width: number;
  height: number;
  left: number;
  right: number;
  /** `inset`: room for the lane's name where it stands in the lane. */
  lanes: { quad: number; top: number; height: number; inset: number }[];
  curve: { top: number; height: number };
  axis: number;
}

export type Scale = ScaleTime<number, number>;
export const LANES = [2, 1, 3, 4];
const NAMES = ["", "verbal coop.", "material coop.", "verbal conflict", "material conflict"];

export function layout(width: number, height: number): Layout {
  const left = width < 560 ? 12 : 124;
  const curveHeight = Math.max(64, height * 0.22);
  const axis = height - 22;
  const lanesBottom = axis - curveHeight - 14;
  const each = (lanesBottom - 8) / LANES.length;
  return {
    width,
    height,
    left,
    right: width - 14,
    lanes: LANES.map((quad, i) => ({ quad, top: 8 + i * each, height: each - 4, inset: left > 50 ? 3 : 15 })),
    curve: { top: lanesBottom + 10, height: curveHeight - 6 },
    axis,
  };
}

export const scaleOf = (domain: [number, number], { left, right }: Layout): Scale =>
  scaleUtc([new Date(domain[0] * DAY), new Date(domain[1] * DAY)], [left, right]);

/** Where a mark was drawn. */
export interface Placed { index: number; x: number; y: number; width: number; height: number }

const ROW = 9;
/** The most marks in sight that are drawn one by one. */
const SINGLY = 6_000;

/** The marks in sight with their places; `null` where there are too many to tell apart. */
export function place(marks: Marks, scale: Scale, at: Layout): Placed[] | null {
  const [from, to] = scale.domain().map((date) => date.getTime() / DAY) as [number, number];
  const inSight: number[] = [];
  for (let i = 0; i < marks.event.length; i++) {
    if ((marks.to[i] ?? 0) >= from && (marks.from[i] ?? 0) <= to) inSight.push(i);
  }
  if (inSight.length > SINGLY) return null;
  const perDay = (at.right - at.left) / (to - from);
  const x = (day: number): number => at.left + (day - from) * perDay;
  const placed: Placed[] = [];
  for (const lane of at.lanes) {
    const rows = Math.max(1, Math.floor((lane.height - lane.inset - 3) / ROW));
    const ends: number[] = new Array<number>(rows).fill(-Infinity);
    for (const i of inSight) {
      if ((marks.quad[i] || 1) !== lane.quad) continue;
      const start = x(marks.from[i] ?? 0);
      const point = marks.from[i] === marks.to[i];
      const width = point ? 7 : Math.max(7, x((marks.to[i] ?? 0) + 1) - start);
      const left = point ? start - 3.5 : start;
      // The first row that is free here; where none is, the one that has been free longest.
      let row = ends.findIndex((end) => end <= left);
      if (row < 0) row = ends.indexOf(Math.min(...ends));
      ends[row] = Math.max(ends[row] ?? 0, left + width + 1.5);
      placed.push({ index: i, x: left, y: lane.top + lane.inset + row * ROW, width, height: 7 });
    }
  }
  return placed;
}

/** The Goldstein score over time: a mean over what lies near, heavier the nearer. */
function curveOf(timeline: Timeline, scale: Scale, at: Layout): [number, number][] {
  const step = 4;
  const columns = Math.ceil((at.right - at.left) / step);
  const sums = new Float64Array(columns);
  const weights = new Float64Array(columns);
  const [from, to] = scale.domain().map((date) => date.getTime() / DAY) as [number, number];
  const add = (day: number, score: number, weight: number): void => {
    const column = Math.floor(((day - from) / (to - from)) * columns);
    if (column < 0 || column >= columns) return;
    sums[column] = (sums[column] ?? 0) + score * weight;
    weights[column] = (weights[column] ?? 0) + weight;
  };
  const { marks } = timeline;
  if (marks) {
    for (let i = 0; i < marks.event.length; i++) {
      const score = marks.goldstein[i];
      if (score !== null && score !== undefined) add(((marks.from[i] ?? 0) + (marks.to[i] ?? 0)) / 2, score, 1);
    }
  } else {
    for (const bin of timeline.bins) {
      if (bin.goldstein !== null) add(middleOf(bin, timeline.unit), bin.goldstein, max([1, ...bin.quads]) ?? 1);
    }
  }
  const reach = 8;
  const points: [number, number][] = [];
  const y = (score: number): number => at.curve.top + at.curve.height / 2 - (score / 10) * (at.curve.height / 2);
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    let weight = 0;
    for (let other = Math.max(0, column - reach); other <= Math.min(columns - 1, column + reach); other++) {
      const near = 1 - Math.abs(other - column) / (reach + 1);
      sum += (sums[other] ?? 0) * near;
      weight += (weights[other] ?? 0) * near;
    }
    if (weight > 0) points.push([at.left + (column + 0.5) * step, y(sum / weight)]);
  }
  return points;
}

const LENGTHS = { day: 1, month: 30, year: 365 };
const middleOf = (bin: Bin, unit: Timeline["unit"]): number => dayOf(bin.from) + LENGTHS[unit] / 2;

export interface Look { colours: Colours; chosen: number | null; hovered: number | null }

export function draw(surface: Surface, timeline: Timeline, scale: Scale, at: Layout, placed: Placed[] | null, look: Look): void {
  const { colours } = look;
  surface.rect(0, 0, at.width, at.height, colours.paper);
  const ticks = scale.ticks(Math.max(2, Math.floor((at.right - at.left) / 90)));
  const format = scale.tickFormat();
  for (const tick of ticks) {
    const x = Math.round(scale(tick)) + 0.5;
    surface.line(x, 4, x, at.axis, colours.rule);
    surface.text(x, at.axis + 15, format(tick), colours.faint, { anchor: "middle" });
  }
  const named = at.left > 50;
  for (const lane of at.lanes) {
    surface.line(at.left, lane.top + lane.height, at.right, lane.top + lane.height, colours.rule);
    if (named) {
      surface.rect(0, lane.top + lane.height / 2 - 5, 9, 9, colours.quads[lane.quad] ?? "", { radius: 2 });
      surface.text(14, lane.top + lane.height / 2 + 3.5, NAMES[lane.quad] ?? "", colours.ink);
    }
  }
  if (placed && timeline.marks) marksOf(surface, timeline.marks, placed, at, look);
  else densityOf(surface, timeline, scale, at, colours);
  curve(surface, timeline, scale, at, colours, named);
  if (!named) {
    for (const lane of at.lanes) {
      surface.text(at.left + 2, lane.top + 10, NAMES[lane.quad] ?? "", colours.faint, { size: 12 });
    }
  }
}

function marksOf(surface: Surface, marks: Marks, placed: Placed[], at: Layout, { colours, chosen, hovered }: Look): void {
  for (const mark of placed) {
    const colour = colours.quads[marks.quad[mark.index] || 1] ?? "";
    const fact = marks.statuses[marks.status[mark.index] ?? 0] === "actual";
    const left = Math.max(at.left - 4, mark.x);
    const width = Math.min(at.right + 4, mark.x + mark.width) - left;
    if (width <= 0) continue;
    const options = fact ? {} : { stroke: colour };
    const fill = fact ? colour : colours.paper;
    const point = marks.from[mark.index] === marks.to[mark.index];
    if (point) surface.circle(mark.x + 3.5, mark.y + 3.5, fact ? 3.6 : 2.9, fill, options);
    else surface.rect(left, mark.y + 0.7, width, 5.6, fill, { radius: 2.8, alpha: fact ? 0.75 : 1, ...options });
    const event = marks.event[mark.index];
    if (event === chosen || event === hovered) {
      surface.rect(left - 2.5, mark.y - 2, width + 5, 11, "transparent", { radius: 5.5, stroke: colours.ink });
    }
  }
}

function densityOf(surface: Surface, timeline: Timeline, scale: Scale, at: Layout, colours: Colours): void {
  const step = 3;
  const columns = Math.ceil((at.right - at.left) / step);
  const [from, to] = scale.domain().map((date) => date.getTime() / DAY) as [number, number];
  const counts = LANES.map(() => new Float64Array(columns));
  const add = (day: number, quad: number, n: number): void => {
    const column = Math.floor(((day - from) / (to - from)) * columns);
    const lane = counts[LANES.indexOf(quad || 1)];
    if (lane && column >= 0 && column < columns) lane[column] = (lane[column] ?? 0) + n;
  };
  const { marks } = timeline;
  if (marks) {
    for (let i = 0; i < marks.event.length; i++) add(((marks.from[i] ?? 0) + (marks.to[i] ?? 0)) / 2, marks.quad[i] ?? 0, 1);
  } else {
    for (const bin of timeline.bins) bin.quads.forEach((n, quad) => n > 0 && add(middleOf(bin, timeline.unit), quad, n));
  }
  const most = Math.max(1, ...counts.map((lane) => max(lane) ?? 0));
  at.lanes.forEach((lane, i) => {
    for (let column = 0; column < columns; column++) {
      const n = counts[i]?.[column] ?? 0;
      if (n === 0) continue;
      const height = Math.max(1.5, (lane.height - lane.inset) * Math.sqrt(n / most));
      surface.rect(at.left + column * step, lane.top + lane.height - height, step - 0.5, height, colours.quads[lane.quad] ?? "");
    }
  });
}

function curve(surface: Surface, timeline: Timeline, scale: Scale, at: Layout, colours: Colours, named: boolean): void {
  const zero = at.curve.top + at.curve.height / 2;
  const points = curveOf(timeline, scale, at);
  const area = (above: boolean): [number, number][] =>
    points.map(([x, y]): [number, number] => [x, above ? Math.min(y, zero) : Math.max(y, zero)]);
  const first = points[0];
  const last = points.at(-1);
  if (first && last) {
    const closed = (upper: [number, number][]): [number, number][] => [[first[0], zero], ...upper, [last[0], zero]];
    surface.path(closed(area(true)), null, { fill: colours.good, alpha: 0.25 });
    surface.path(closed(area(false)), null, { fill: colours.bad, alpha: 0.25 });
  }
  surface.line(at.left, zero, at.right, zero, colours.faint, { dash: [2, 3] });
  surface.line(at.left, at.axis, at.right, at.axis, colours.faint);
  if (points.length > 1) surface.path(points, colours.ink, { width: 1.4 });
  if (points.length === 1 && first) surface.circle(first[0], first[1], 2.5, colours.ink);
  if (named) {
    surface.text(0, zero - 4, "Goldstein score", colours.ink);
    surface.text(0, zero + 11, "mean, −10 to 10", colours.faint);
  } else {
    surface.text(at.left + 2, at.curve.top + 8, "Goldstein score", colours.faint);
  }
}
