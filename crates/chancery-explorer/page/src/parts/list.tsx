// The list of events: sorted by any column, read page by page.

import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { change, useAddress } from "../address";
import { type Events, get, type Query, type Told } from "../api";
import { count, plural } from "../words";
import { Failure, Nothing, Waiting } from "./states";
import { readerLink, SentenceOf, Type, Who } from "./told";

const COLUMNS: [key: string, name: string][] = [["date", "Date"], ["source", "Who"], ["type", "Type"], ["goldstein", "Score"], ["confidence", "Sure"]];

interface Properties { filter: Query; chosen: number | null; onHover?: (event: number | null) => void }

export function EventList({ filter, chosen, onHover }: Properties): JSX.Element {
  const { query } = useAddress();
  const sort = query.get("sort") ?? "date";
  const [pages, setPages] = useState<{ items: Told[]; total: number; next?: string } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const key = JSON.stringify([filter, sort]);
  useEffect(() => {
    const stop = new AbortController();
    get<Events>("events", { ...filter, sort, limit: 50 }, stop.signal).then(
      (page) => { setPages(page); setError(null); },
      (failure: Error) => !stop.signal.aborted && setError(failure.message),
    );
    return () => stop.abort();
  }, [key]);
  const more = async (): Promise<void> => {
    if (!pages?.next) return;
    const page = await get<Events>("events", { ...filter, sort, limit: 100, cursor: pages.next });
    setPages({ total: page.total, next: page.next, items: [...pages.items, ...page.items] });
  };
  if (error) return <Failure what={error} />;
  if (!pages) return <Waiting what="Reading events" />;
  if (pages.items.length === 0) return <Nothing>No event fits. Take a filter off, or widen the stretch of time.</Nothing>;
  return (
    <section class="list" aria-label="Events">
      <div class="listhead">
        <h2>{plural(pages.total, "event")}</h2>
        <div class="sorts" role="group" aria-label="Sort by">
          {COLUMNS.map(([column, name]) => {
            const up = sort === column;
            const down = sort === `-${column}`;
            return (
              <button key={column} type="button" class={up || down ? "plain active" : "plain"} aria-pressed={up || down}
                aria-label={`Sort by ${name.toLowerCase()}${up ? ", now rising" : down ? ", now falling" : ""}`}
                onClick={() => change({ sort: up ? `-${column}` : column }, true)}>
                {name}<span aria-hidden="true">{up ? " ↑" : down ? " ↓" : ""}</span>
              </button>
            );
          })}
        </div>
      </div>
      <ol>
        {pages.items.map((told) => (
          <li key={told.event} class={told.event === chosen ? "event chosen" : "event"} id={`event-${told.event}`}
            onMouseEnter={() => onHover?.(told.event)} onMouseLeave={() => onHover?.(null)}>
            <a href={readerLink(told)} onFocus={() => onHover?.(told.event)} onBlur={() => onHover?.(null)}>
              <span class="line">
                <time>{told.date ?? "undated"}</time>
                <Who told={told} />
                <Type told={told} />
                {told.status !== "actual" && <span class="tag">{told.status}</span>}
                {told.object && <span class="object">{told.object}</span>}
                {told.verdict && <span class="tag seal">{told.verdict}</span>}
              </span>
              <span class="sentence"><SentenceOf told={told} /></span>
              <span class="source">
                {told.document_name}:{told.line}
                {told.sayer && <> · says {told.sayer}</>}
                {told.tellings > 1 && <> · told {count(told.tellings)} times</>}
              </span>
            </a>
          </li>
        ))}
      </ol>
      {pages.next && <button type="button" class="more" onClick={() => void more()}>Show more of {count(pages.total)}</button>}
    </section>
  );
}
