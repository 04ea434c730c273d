// The timeline on the screen: drag to move, wheel or pinch to zoom, arrow keys to walk from event to event.

import { select } from "d3-selection";
import { zoom, type ZoomBehavior, zoomIdentity } from "d3-zoom";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Timeline } from "../api";
import { colours } from "../draw/colours";
import { draw, layout, place, type Placed, scaleOf } from "../draw/timeline";
import { CanvasSurface, type Surface } from "../draw/surface";
import { isoOf, plural } from "../words";
import { useWidth } from "./size";
import { useTheme } from "./theme";

interface Properties {
  timeline: Timeline;
  /** The stretch that the whole timeline covers, in days. */
  extent: [number, number];
  /** The stretch in sight. */
  window: [number, number];
  title: string;
  hovered: number | null;
  chosen: number | null;
  onWindow: (window: [number, number]) => void;
  onChoose: (event: number) => void;
  onDrawing: (drawing: { width: number; height: number; draw: (surface: Surface) => void }) => void;
}

export function TimelineCanvas(properties: Properties): JSX.Element {
  const { timeline, extent, title, hovered, chosen } = properties;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const behaviour = useRef<ZoomBehavior<HTMLCanvasElement, unknown> | null>(null);
  const width = useWidth(box);
  const height = width < 560 ? 380 : 430;
  const theme = useTheme();
  const [inSight, setInSight] = useState(properties.window);
  const [under, setUnder] = useState<number | null>(null);
  const at = useMemo(() => layout(width, height), [width, height]);
  const scale = useMemo(() => scaleOf(inSight, at), [inSight, at]);
  const placed = useMemo(() => (timeline.marks && width > 0 ? place(timeline.marks, scale, at) : null), [timeline, scale, at]);
  const settled = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  // The address may be changed from elsewhere: back, a link, "all time".
  const asked = properties.window.join();
  useEffect(() => {
    if (Math.abs(properties.window[0] - inSight[0]) + Math.abs(properties.window[1] - inSight[1]) > 0.5) move(properties.window);
  }, [asked]);

  const transformOf = ([from, to]: [number, number]) => {
    const span = at.right - at.left;
    const k = (extent[1] - extent[0]) / (to - from);
    return zoomIdentity.scale(k).translate((-(from - extent[0]) / (extent[1] - extent[0])) * span, 0);
  };
  const move = (window: [number, number]): void => {
    const element = canvas.current;
    if (element && behaviour.current) select(element).call(behaviour.current.transform, transformOf(window));
    else setInSight(window);
  };

  useEffect(() => {
    const element = canvas.current;
    if (!element || width === 0) return;
    const span = at.right - at.left;
    const days = extent[1] - extent[0];
    const zooming = zoom<HTMLCanvasElement, unknown>()
      .scaleExtent([1, Math.max(1, days / 10)])
      .extent([[0, 0], [span, height]])
      .translateExtent([[0, 0], [span, height]])
      // A page is scrolled with the wheel; with the pointer on the timeline and a key held, or a pinch, it zooms.
      .filter((event: WheelEvent | MouseEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || event.shiftKey || element.dataset.active === "yes" : !event.ctrlKey && !event.button))
      .on("zoom", ({ transform }) => {
        const from = extent[0] + (-transform.x / transform.k / span) * days;
        const window: [number, number] = [from, from + days / transform.k];
        setInSight(window);
        clearTimeout(settled.current);
        settled.current = setTimeout(() => properties.onWindow(window), 180);
      });
    behaviour.current = zooming;
    const selected = select(element).call(zooming);
    selected.call(zooming.transform, transformOf(inSight));
    return () => void selected.on(".zoom", null);
  }, [width, extent.join()]);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext("2d");
    if (!element || !context || width === 0) return;
    const ratio = devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const look = { colours: colours(), chosen, hovered: hovered ?? under };
    draw(new CanvasSurface(context), timeline, scale, at, placed, look);
    properties.onDrawing({ width, height, draw: (surface) => draw(surface, timeline, scale, at, placed, { ...look, hovered: null }) });
  }, [timeline, scale, at, placed, chosen, hovered, under, theme]);

  const find = (event: MouseEvent): Placed | undefined => {
    const rect = canvas.current?.getBoundingClientRect();
    if (!rect || !placed) return undefined;
    const [x, y] = [event.clientX - rect.left, event.clientY - rect.top];
    // The last drawn lies on top.
    return placed.findLast((mark) => x >= mark.x - 3 && x <= mark.x + mark.width + 3 && y >= mark.y - 3 && y <= mark.y + mark.height + 3);
  };
  const eventOf = (mark: Placed | undefined): number | null => (mark && timeline.marks ? (timeline.marks.event[mark.index] ?? null) : null);

  const onKeyDown = (key: KeyboardEvent): void => {
    const element = canvas.current;
    if (!element || !behaviour.current) return;
    const selected = select(element);
    const walk = (by: number): void => {
      if (!placed?.length || !timeline.marks) return;
      const order = placed.toSorted((a, b) => a.index - b.index);
      const now = order.findIndex((mark) => timeline.marks?.event[mark.index] === under);
      setUnder(eventOf(order[(now + by + order.length) % order.length]));
    };
    if (key.key === "ArrowRight") walk(1);
    else if (key.key === "ArrowLeft") walk(under === null ? 0 : -1);
    else if (key.key === "Enter" && under !== null) properties.onChoose(under);
    else if (key.key === "+" || key.key === "=") selected.call(behaviour.current.scaleBy, 1.6);
    else if (key.key === "-") selected.call(behaviour.current.scaleBy, 1 / 1.6);
    else if (key.key === "PageDown") selected.call(behaviour.current.translateBy, -(at.right - at.left) / 3, 0);
    else if (key.key === "PageUp") selected.call(behaviour.current.translateBy, (at.right - at.left) / 3, 0);
    else if (key.key === "Home") move(extent);
    else if (key.key === "Escape") setUnder(null);
    else return;
    key.preventDefault();
  };

  const label = underWords(timeline, under ?? hovered);
  const mark = placed?.find((one) => eventOf(one) === (under ?? -1));
  return (
    <div class="timeline" ref={box}>
      <canvas
        ref={canvas}
        style={{ width: "100%", height: `${height}px` }}
        tabIndex={0}
        role="application"
        aria-roledescription="timeline"
        aria-label={`${title}: ${plural(timeline.total, "event")}, ${isoOf(inSight[0])} to ${isoOf(inSight[1])}. Arrow keys walk from event to event, Enter opens one, plus and minus zoom, Home shows all. The list beside it has the same events.`}
        onFocus={(event) => { event.currentTarget.dataset.active = "yes"; }}
        onBlur={(event) => { delete event.currentTarget.dataset.active; setUnder(null); }}
        onMouseMove={(event) => setUnder(eventOf(find(event)))}
        onMouseLeave={() => setUnder(null)}
        onClick={(event) => {
          const found = eventOf(find(event));
          if (found !== null) properties.onChoose(found);
        }}
        onKeyDown={onKeyDown}
      />
      <p class="live" aria-live="polite">{label}</p>
      {mark && label && (
        <div class="tip" aria-hidden="true" style={{ left: `${Math.min(Math.max(8, mark.x), width - 230)}px`, top: `${mark.y + 16}px` }}>{label}</div>
      )}
      {!timeline.marks && <p class="note">Too many to draw one by one: the height of each lane tells how many. Zoom in, or filter.</p>}
    </div>
  );
}

function underWords({ marks }: Timeline, event: number | null): string {
  if (!marks || event === null) return "";
  const i = marks.event.indexOf(event);
  if (i < 0) return "";
  const [from, to] = [isoOf(marks.from[i] ?? 0), isoOf(marks.to[i] ?? 0)];
  const type = marks.types[marks.type[i] ?? 0]?.toLowerCase() ?? "";
  const status = marks.statuses[marks.status[i] ?? 0] ?? "";
  return `${from === to ? from : `${from} to ${to}`}: ${type}${status === "actual" ? "" : `, ${status}`}`;
}

