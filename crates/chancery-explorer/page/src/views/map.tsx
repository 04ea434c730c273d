// Countries shaded by their dealings, events at their places.

import { geoEqualEarth, geoGraticule10, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom } from "d3-zoom";
import type { FeatureCollection } from "geojson";
import codes from "i18n-iso-countries/codes.json";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import boundaries from "world-atlas/countries-110m.json?url";

import { change, go, link, useAddress } from "../address";
import type { Country, Facets, WorldMap } from "../api";
import { filterOf, useGet, windowOf } from "../ask";
import { CountryChoice } from "../parts/country";
import { Filters } from "../parts/filters";
import { ScoreLegend, scoreWords, useScores } from "../parts/scores";
import { useWidth } from "../parts/size";
import { Failure, Nothing, Waiting } from "../parts/states";
import { Years } from "../parts/years";
import { nameOf, useKnown } from "../record";
import { count, plural } from "../words";

const ALPHA3 = new Map((codes as string[][]).map(([, alpha3, numeric]) => [numeric, alpha3]));

let world: Promise<FeatureCollection> | null = null;
const atlas = (): Promise<FeatureCollection> => {
  world ??= fetch(boundaries)
    .then((answer) => answer.json() as Promise<Topology>)
    .then((topology) => feature(topology, topology.objects.countries as GeometryCollection) as FeatureCollection);
  return world;
};

export function MapView(): JSX.Element {
  const { query } = useAddress();
  const known = useKnown();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const a = query.get("a");
  const map = useGet<WorldMap>("map", filterOf(query, true));
  const facets = useGet<Facets>("facets", filterOf(query, true));
  const [land, setLand] = useState<FeatureCollection | null>(null);
  useEffect(() => void atlas().then(setLand), []);
  const [from, to] = windowOf(query);
  return (
    <div class="map">
      <div class="title">
        <h1>{a ? `${nameOf(known, a)} and the world` : "The world"}</h1>
        <p class="sub">{map.data ? `${plural(map.data.places.reduce((sum, place) => sum + place.events, 0), "event")} at ${plural(map.data.places.length, "place")}${map.data.nowhere ? `, ${count(map.data.nowhere)} at places that no map has` : ""}` : " "}</p>
      </div>
      <div class="choices">
        <CountryChoice label="Dealings of" value={a} all="All countries" onChoose={(code) => change({ a: code })} />
      </div>
      <Filters facets={facets.data} />
      {facets.data && <Years years={facets.data.years} from={from} to={to} />}
      <div class="split wide">
        <div class="drawing" ref={box}>
          {map.error ? <Failure what={map.error} /> : !map.data || !land ? <Waiting what="Drawing" /> : width > 0 && <World map={map.data} land={land} width={width} a={a} />}
          <ScoreLegend />
        </div>
        {map.data && <Dealings countries={map.data.countries} a={a} />}
      </div>
    </div>
  );
}

const dealings = (a: string | null, code: string, query: URLSearchParams): string => {
  const t = query.get("t");
  return a ? link("/dyad", { a, b: code, t }) : link("/dyad", { a: code, t });
};

function World({ map, land, width, a }: { map: WorldMap; land: FeatureCollection; width: number; a: string | null }): JSX.Element {
  const { query } = useAddress();
  const colour = useScores();
  const svg = useRef<SVGSVGElement>(null);
  const [transform, setTransform] = useState({ x: 0, y: 0, k: 1 });
  const height = Math.round(width * 0.5);
  const path = useMemo(() => geoPath(geoEqualEarth().fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" })), [width, height]);
  const shapes = useMemo(() => land.features.map((one) => ({ code: ALPHA3.get(String(one.id)) ?? null, d: path(one) ?? "", name: String(one.properties?.name ?? "") })), [land, path]);
  const project = useMemo(() => geoEqualEarth().fitExtent([[4, 4], [width - 4, height - 4]], { type: "Sphere" }), [width, height]);
  const byCode = new Map(map.countries.map((one) => [one.code, one]));
  const most = Math.max(1, ...map.countries.map((one) => one.events));
  const crowd = Math.max(1, ...map.places.map((one) => one.events));
  useEffect(() => {
    if (!svg.current) return;
    const zooming = zoom<SVGSVGElement, unknown>().scaleExtent([1, 12]).translateExtent([[0, 0], [width, height]])
      .filter((event: WheelEvent | MouseEvent) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || event.shiftKey : !event.button))
      .on("zoom", ({ transform: { x, y, k } }) => setTransform({ x, y, k }));
    const selected = select(svg.current).call(zooming);
    return () => void selected.on(".zoom", null);
  }, [width, height]);
  const { x, y, k } = transform;
  return (
    <svg ref={svg} class="world" viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Map. The list beside it has the same countries.">
      <g transform={`translate(${x} ${y}) scale(${k})`}>
        <path d={path({ type: "Sphere" }) ?? ""} class="sea" />
        <path d={path(geoGraticule10()) ?? ""} class="grid" style={{ strokeWidth: `${0.5 / k}px` }} />
        {shapes.map((shape) => {
          const country = shape.code ? byCode.get(shape.code) : undefined;
          const chosen = shape.code !== null && shape.code === a;
          const fill = country ? colour(country.goldstein) : undefined;
          return (
            <path key={shape.code ?? shape.name} d={shape.d} class={chosen ? "land chosen" : country ? "land told" : "land"}
              style={{ fill, fillOpacity: country ? String(0.35 + 0.65 * Math.sqrt(country.events / most)) : undefined, strokeWidth: `${(chosen ? 1.6 : 0.5) / k}px` }}
              onClick={country ? () => go(dealings(a, country.code, query)) : undefined}>
              <title>{country ? `${country.name}: ${plural(country.events, "event")}, ${scoreWords(country.goldstein)}` : shape.name}</title>
            </path>
          );
        })}
        {map.places.map((place) => {
          const at = project([place.longitude, place.latitude]);
          return at && (
            <circle key={`${place.name} ${place.country}`} cx={at[0]} cy={at[1]} r={(2.5 + 7 * Math.sqrt(place.events / crowd)) / k} class="place"
              style={{ fill: colour(place.goldstein), strokeWidth: `${1 / k}px` }}
              onClick={() => go(link("/dyad", { ...(a ? { a } : { all: "yes" }), place: place.words, t: query.get("t") }))}>
              <title>{`${place.name}: ${plural(place.events, "event")}, ${scoreWords(place.goldstein)}`}</title>
            </circle>
          );
        })}
      </g>
    </svg>
  );
}

function Dealings({ countries, a }: { countries: Country[]; a: string | null }): JSX.Element {
  const { query } = useAddress();
  const colour = useScores();
  if (countries.length === 0) return <Nothing>No country here.</Nothing>;
  return (
    <section class="list" aria-label="Countries">
      <h2>{a ? "Deals with" : "Who takes part"}</h2>
      <ol class="links">
        {countries.slice(0, 80).map((one) => (
          <li key={one.code}>
            <a href={dealings(a, one.code, query)}>
              <i class="swatch" style={{ background: colour(one.goldstein) }} aria-hidden="true" />
              <span>{one.name}</span>
              <span class="number">{count(one.events)}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
