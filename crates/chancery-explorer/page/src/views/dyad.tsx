// What two countries did to each other, or one and all others.

import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { change, go, link, useAddress } from "../address";
import { type Dyad as Pair, type Told, type Events, type Facets, get, type Timeline } from "../api";
import { filterOf, useGet, windowOf } from "../ask";
import { save, saveCsv, savePng, saveSvg } from "../draw/save";
import type { Surface } from "../draw/surface";
import { CountryChoice } from "../parts/country";
import { Filters } from "../parts/filters";
import { EventList } from "../parts/list";
import { Popover } from "../parts/popover";
import { Failure, Nothing, Waiting } from "../parts/states";
import { TimelineCanvas } from "../parts/timeline";
import { nameOf, useKnown } from "../record";
import { count, dayOf, isoOf, plural, QUADS } from "../words";

const WAYS: [value: string | null, sign: string, name: string][] = [[null, "↔", "either way"], ["forth", "→", "from the first to the second"], ["back", "←", "from the second to the first"]];

export function Dyad(): JSX.Element {
  const { query } = useAddress();
  const known = useKnown();
  const [a, b] = [query.get("a"), query.get("b")];
  const strongest = useGet<{ items: Pair[] }>(a || b || query.has("all") ? null : "dyads", { limit: 1 });
  // Without a choice the strongest dyad is shown, under its own address.
  useEffect(() => {
    const first = strongest.data?.items[0];
    if (first && !a && !b) go(link("/dyad", { a: first.a, b: first.b }), true);
  }, [strongest.data]);

  const filter = filterOf(query, false);
  const timeline = useGet<Timeline>("timeline", filter);
  // Of what is too much to be drawn one by one, the stretch in sight may be little enough.
  const crowded = timeline.data !== null && timeline.data.marks === null && query.has("t");
  const near = useGet<Timeline>(crowded ? "timeline" : null, filterOf(query, true));
  const drawn = crowded && near.data?.marks ? near.data : timeline.data;
  const facets = useGet<Facets>("facets", filter);
  const [hovered, hover] = useState<number | null>(null);
  const drawing = useRef<{ width: number; height: number; draw: (surface: Surface) => void } | null>(null);

  const extent = useMemo(() => extentOf(timeline.data), [timeline.data]);
  const [from, to] = windowOf(query);
  const window: [number, number] | null = extent && [from ? Math.max(extent[0], dayOf(from)) : extent[0], to ? Math.min(extent[1], dayOf(to)) : extent[1]];
  const narrowed = extent && window && (window[0] > extent[0] || window[1] < extent[1]);
  const title = b ? `${nameOf(known, a ?? "")} and ${nameOf(known, b)}` : a ? nameOf(known, a) : "Everybody";
  const chosen = Number(query.get("event")) || null;
  const setWindow = ([first, last]: [number, number]): void => {
    const whole = extent && first <= extent[0] + 0.5 && last >= extent[1] - 0.5;
    change({ t: whole ? null : `${isoOf(first)}~${isoOf(last)}` }, true);
  };
  const open = (event: number): void => {
    void get<{ id: number; claims: Told[] }>(`events/${event}`).then(({ claims }) => {
      const first = claims[0];
      if (first) go(link(`/document/${first.document}`, { claim: first.claim }));
    });
  };
  const listFilter = filterOf(query, true);
  const name = `chancery-${[a, b].filter(Boolean).join("-").toLowerCase() || "all"}`;

  return (
    <div class="dyad">
      <div class="choices">
        <CountryChoice label="Between" value={a} all="All countries" onChoose={(code) => change({ a: code, event: null, t: null, ...(code ? {} : { b: null, all: "yes" }) })} />
        <div class="ways" role="group" aria-label="Direction">
          {WAYS.map(([value, sign, words]) => (
            <button key={sign} type="button" aria-pressed={query.get("direction") === value} aria-label={words} title={words} disabled={!a} onClick={() => change({ direction: value })}>{sign}</button>
          ))}
        </div>
        <CountryChoice label="and" value={b} all="All others" onChoose={(code) => change({ b: code, event: null, t: null })} />
      </div>
      <div class="title">
        <h1>{title}</h1>
        {timeline.data && (
          <p class="sub">
            {plural(timeline.data.total, "event")}
            {timeline.data.undated > 0 && <>, {count(timeline.data.undated)} of them undated</>}
            {narrowed && window && <>; in sight {isoOf(window[0])} to {isoOf(window[1])} <button type="button" class="plain" onClick={() => change({ t: null })}>all time</button></>}
          </p>
        )}
        <Popover label="Take away">
          {(close) => (
            <div class="menu">
              <button type="button" onClick={() => { close(); const d = drawing.current; if (d) savePng(name, d.width, d.height, d.draw); }}>Picture (PNG)</button>
              <button type="button" onClick={() => { close(); const d = drawing.current; if (d) saveSvg(name, d.width, d.height, title, d.draw); }}>Drawing (SVG)</button>
              <button type="button" onClick={() => { close(); void saveList(name, listFilter); }}>Table (CSV)</button>
              <button type="button" onClick={() => { close(); save(`${name}.url.txt`, "text/plain", `${location.href}\n`); }}>Address of this view</button>
              <button type="button" onClick={() => { close(); print(); }}>Print</button>
            </div>
          )}
        </Popover>
      </div>
      <Filters facets={facets.data} />
      {timeline.error ? <Failure what={timeline.error} /> : !timeline.data ? <Waiting what="Drawing" /> : timeline.data.total === 0 ? (
        <Nothing>Nothing in this record fits.</Nothing>
      ) : (
        <div class="split">
          <div class="drawing">
            {extent && window ? (
              <TimelineCanvas key={`${a}-${b}`} timeline={drawn ?? timeline.data} extent={extent} window={window} title={title} hovered={hovered} chosen={chosen} onWindow={setWindow} onChoose={open} onDrawing={(d) => { drawing.current = d; }} />
            ) : <Nothing>None of these events has a date.</Nothing>}
            <Legend />
          </div>
          <EventList filter={narrowed ? listFilter : filter} chosen={chosen} onHover={hover} />
        </div>
      )}
    </div>
  );
}

const Legend = (): JSX.Element => (
  <ul class="legend" aria-label="What the marks mean">
    {[2, 1, 3, 4].map((quad) => <li key={quad}><i class={`dot q${quad}`} aria-hidden="true" />{QUADS[quad]}</li>)}
    <li><i class="dot hollow" aria-hidden="true" />planned, alleged, denied, …</li>
    <li><i class="dot long" aria-hidden="true" />the text gives a month, a year, a span</li>
  </ul>
);

/** The stretch of the marks, with some room at either end. */
function extentOf(timeline: Timeline | null): [number, number] | null {
  if (!timeline) return null;
  const { marks, bins } = timeline;
  let first = Infinity;
  let last = -Infinity;
  if (marks) {
    for (const day of marks.from) first = Math.min(first, day);
    for (const day of marks.to) last = Math.max(last, day);
  } else {
    for (const bin of bins) {
      first = Math.min(first, dayOf(bin.from));
      last = Math.max(last, dayOf(bin.from) + 31);
    }
  }
  if (first > last) return null;
  const room = Math.max(10, (last - first) * 0.02);
  return [Math.floor(first - room), Math.ceil(last + room)];
}

/** The most rows of a table that is taken away. */
const ROWS = 20_000;

async function saveList(name: string, filter: Record<string, unknown>): Promise<void> {
  const rows: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const page: Events = await get<Events>("events", { ...(filter as Record<string, string[]>), limit: 500, ...(cursor ? { cursor } : {}) });
    for (const one of page.items) {
      rows.push([one.date, one.source.join(" "), one.target.join(" "), one.type, one.mode, one.status, one.object, one.amount.join("; "), one.place, one.sayer, one.citations.join("; "), one.goldstein, one.confidence, one.document_name, one.line, one.sentence]);
    }
    cursor = page.next;
  } while (cursor && rows.length < ROWS);
  saveCsv(name, ["date", "source", "target", "type", "mode", "status", "object", "amount", "place", "sayer", "citations", "goldstein", "confidence", "document", "line", "sentence"], rows);
}
