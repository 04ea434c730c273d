// Who deals with whom: a force-directed network of countries or of actors.

import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from "d3-force";
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";

import { change, go, link, useAddress } from "../address";
import type { Facets, Network, NetworkLink, NetworkNode } from "../api";
import { filterOf, useGet, windowOf } from "../ask";
import { CountryChoice } from "../parts/country";
import { Filters } from "../parts/filters";
import { ScoreLegend, scoreWords, useScores } from "../parts/scores";
import { useWidth } from "../parts/size";
import { Failure, Nothing, Waiting } from "../parts/states";
import { Years } from "../parts/years";
import { count, plural } from "../words";

interface Node extends SimulationNodeDatum, NetworkNode { radius: number }
type Link = SimulationLinkDatum<Node> & NetworkLink & { from: Node; to: Node };

export function NetworkView(): JSX.Element {
  const { query } = useAddress();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const by = query.get("by") === "actor" ? "actor" : "country";
  const links = Math.min(600, Math.max(10, Number(query.get("links")) || 80));
  const network = useGet<Network>("network", { ...filterOf(query, true), by, limit: links });
  const facets = useGet<Facets>("facets", filterOf(query, true));
  const [from, to] = windowOf(query);
  return (
    <div class="network">
      <div class="title">
        <h1>Who deals with whom</h1>
        <p class="sub">{network.data ? `${plural(network.data.links.length, "link")} of ${count(network.data.total_links)}, ${plural(network.data.nodes.length, by === "country" ? "country" : "actor").replace("countrys", "countries")}` : " "}</p>
      </div>
      <div class="choices">
        <CountryChoice label="With" value={query.get("a")} all="All countries" onChoose={(code) => change({ a: code })} />
        <div class="ways" role="group" aria-label="Between">
          {(["country", "actor"] as const).map((one) => (
            <button key={one} type="button" aria-pressed={by === one} onClick={() => change({ by: one === "country" ? null : one })}>{one === "country" ? "Countries" : "Actors"}</button>
          ))}
        </div>
        <label class="range">Links <output>{links}</output>
          <input type="range" min="10" max="400" step="10" value={links} onInput={(event) => change({ links: event.currentTarget.value }, true)} />
        </label>
      </div>
      <Filters facets={facets.data} />
      {facets.data && <Years years={facets.data.years} from={from} to={to} />}
      <div class="split wide">
        <div class="drawing" ref={box}>
          {network.error ? <Failure what={network.error} /> : !network.data ? <Waiting what="Drawing" /> : network.data.links.length === 0 ? <Nothing>Nobody deals with anybody here.</Nothing> : width > 0 && <Graph network={network.data} width={width} by={by} />}
          <ScoreLegend />
        </div>
        {network.data && <Strongest network={network.data} by={by} />}
      </div>
    </div>
  );
}

const eventsLink = (one: NetworkLink, by: string, query: URLSearchParams): string => {
  const t = query.get("t");
  return by === "country" ? link("/dyad", { a: one.source, b: one.target, direction: "forth", t }) : link("/dyad", { actor: one.source, all: "yes", t });
};

function Graph({ network, width, by }: { network: Network; width: number; by: string }): JSX.Element {
  const { query } = useAddress();
  const colour = useScores();
  const [over, setOver] = useState<string | null>(null);
  const height = Math.max(380, Math.min(680, width * 0.72));
  const laid = useMemo(() => lay(network, width, height), [network, width, height]);
  const most = Math.max(1, ...network.links.map((one) => one.events));
  const touches = (one: Link): boolean => over === null || one.from.id === over || one.to.id === over;
  return (
    <svg class="graph" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={`Network of ${plural(network.nodes.length, "node")}. The list beside it has the same links.`}>
      <g>
        {laid.links.map((one) => {
          const weight = 1 + 7 * Math.sqrt(one.events / most);
          return (
            <path key={`${one.from.id} ${one.to.id}`} d={arc(one)} class={touches(one) ? "edge" : "edge faint"} style={{ stroke: colour(one.goldstein), strokeWidth: `${weight}px` }} onClick={() => go(eventsLink(one, by, query))}>
              <title>{`${one.from.name} to ${one.to.name}: ${plural(one.events, "event")}, ${scoreWords(one.goldstein)}`}</title>
            </path>
          );
        })}
      </g>
      <g>
        {laid.nodes.map((node) => (
          <a key={node.id} href={by === "country" ? link("/dyad", { a: node.id, t: query.get("t") }) : link("/dyad", { actor: node.id, all: "yes", t: query.get("t") })}
            aria-label={`${node.name}: ${plural(node.events, "event")}, ${scoreWords(node.goldstein)}`}
            onMouseEnter={() => setOver(node.id)} onMouseLeave={() => setOver(null)} onFocus={() => setOver(node.id)} onBlur={() => setOver(null)}>
            <circle cx={node.x} cy={node.y} r={node.radius} style={{ fill: colour(node.goldstein) }} />
            <text x={node.x} y={(node.y ?? 0) + node.radius + 12} text-anchor="middle">{by === "country" && node.radius < 13 ? node.id : short(node.name)}</text>
          </a>
        ))}
      </g>
    </svg>
  );
}

const short = (name: string): string => (name.length > 22 ? `${name.slice(0, 20)}…` : name);

function lay(network: Network, width: number, height: number): { nodes: Node[]; links: Link[] } {
  const most = Math.max(1, ...network.nodes.map((node) => node.events));
  const nodes: Node[] = network.nodes.map((node) => ({ ...node, radius: 4 + 20 * Math.sqrt(node.events / most) }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const links = network.links.flatMap((one): Link[] => {
    const [from, to] = [byId.get(one.source), byId.get(one.target)];
    return from && to ? [{ ...one, from, to } as Link] : [];
  });
  const pulled = links.map((one) => ({ source: one.from, target: one.to, events: one.events }));
  const strongest = Math.max(1, ...pulled.map((one) => one.events));
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(pulled).distance(90).strength((one) => 0.15 + 0.6 * Math.sqrt((one as unknown as { events: number }).events / strongest)))
    .force("charge", forceManyBody().strength(-260))
    .force("collide", forceCollide<Node>((node) => node.radius + 16))
    .force("x", forceX(width / 2).strength(0.06))
    .force("y", forceY(height / 2).strength(0.09))
    .stop();
  // Laid out before it is shown: nothing moves under the reader's eyes.
  simulation.tick(Math.min(300, Math.ceil(30_000 / Math.max(1, nodes.length))));
  const room = 34;
  const [left, right] = [Math.min(...nodes.map((n) => n.x ?? 0)), Math.max(...nodes.map((n) => n.x ?? 0))];
  const [top, bottom] = [Math.min(...nodes.map((n) => n.y ?? 0)), Math.max(...nodes.map((n) => n.y ?? 0))];
  const scale = Math.min(1.4, (width - 2 * room) / Math.max(1, right - left), (height - 2 * room) / Math.max(1, bottom - top));
  for (const node of nodes) {
    node.x = width / 2 + ((node.x ?? 0) - (left + right) / 2) * scale;
    node.y = height / 2 + ((node.y ?? 0) - (top + bottom) / 2) * scale;
  }
  return { nodes, links };
}

/** A bow to the left, so that there and back are two lines. */
function arc({ from, to }: Link): string {
  const [x1, y1, x2, y2] = [from.x ?? 0, from.y ?? 0, to.x ?? 0, to.y ?? 0];
  const [dx, dy] = [x2 - x1, y2 - y1];
  return `M${x1} ${y1}Q${(x1 + x2) / 2 + dy * 0.14} ${(y1 + y2) / 2 - dx * 0.14} ${x2} ${y2}`;
}

function Strongest({ network, by }: { network: Network; by: string }): JSX.Element {
  const { query } = useAddress();
  const names = new Map(network.nodes.map((node) => [node.id, node.name]));
  const colour = useScores();
  return (
    <section class="list" aria-label="Links">
      <h2>The strongest links</h2>
      <ol class="links">
        {network.links.slice(0, 60).map((one) => (
          <li key={`${one.source} ${one.target}`}>
            <a href={eventsLink(one, by, query)}>
              <i class="swatch" style={{ background: colour(one.goldstein) }} aria-hidden="true" />
              <span>{names.get(one.source)} <span aria-label="to">→</span> {names.get(one.target)}</span>
              <span class="number">{count(one.events)}</span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}
