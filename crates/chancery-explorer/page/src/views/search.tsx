import type { JSX } from "preact";

import { change, link, useAddress } from "../address";
import type { Results } from "../api";
import { useGet } from "../ask";
import { Failure, Nothing, Waiting } from "../parts/states";
import { count, plural } from "../words";

export function Search(): JSX.Element {
  const { query } = useAddress();
  const q = query.get("q") ?? "";
  const limit = Math.min(200, Number(query.get("limit")) || 20);
  const asked = useGet<Results>(q.trim() ? "search" : null, { q, limit });
  const found = asked.data;
  const side = found && found.actors.length + found.objects.length + found.sayers.length + found.footnotes.length > 0;
  return (
    <div class="search">
      <div class="title"><h1>Search</h1></div>
      <form class="ask" role="search" onSubmit={(event) => { event.preventDefault(); change({ q: new FormData(event.currentTarget).get("q") as string, limit: null }); }}>
        <label for="q">Words; in quotation marks they stand together</label>
        <input id="q" key={q} name="q" type="search" defaultValue={q} autocomplete="off" />
        <button type="submit" class="button">Search</button>
      </form>
      {q.trim() && (asked.error ? <Failure what={asked.error} /> : !found ? <Waiting what="Searching" /> : (
        <div class={side ? "split" : undefined}>
          <section aria-label="Sentences">
            <h2>{found.more ? `More than ${count(found.total)} sentences` : plural(found.total, "sentence")}</h2>
            {found.sentences.length === 0 && <Nothing>No sentence has all of these words.</Nothing>}
            <ol class="found">
              {found.sentences.map((one) => (
                <li key={`${one.document} ${one.start}`}>
                  <a href={link(`/document/${one.document}`, { at: one.start })}>
                    <span class="sentence">{lit(one.sentence, q)}</span>
                    <span class="source">{one.document_name}:{one.line}{one.events.length > 0 && <> · {plural(one.events.length, "event")}</>}</span>
                  </a>
                </li>
              ))}
            </ol>
            {found.sentences.length < Math.min(found.total, 200) && <button type="button" class="more" onClick={() => change({ limit: String(limit + 60) }, true)}>Show more</button>}
          </section>
          {side && (
            <aside class="side" aria-label="Names">
              <Names title="Actors" rows={found.actors.map((one) => ({ key: String(one.id), name: one.name, code: one.country, n: one.claims, to: link("/dyad", { actor: one.id, all: "yes" }) }))} />
              <Names title="Objects" rows={found.objects.map((one) => ({ key: one.value, name: one.value, n: one.claims, to: link("/dyad", { object: one.value, all: "yes" }) }))} />
              <Names title="Sayers" rows={found.sayers.map((one) => ({ key: one.value, name: one.value, n: one.claims, to: link("/dyad", { sayer: one.value, all: "yes" }) }))} />
              <Names title="Footnotes" rows={found.footnotes.map((one) => ({ key: String(one.document), name: `[${one.label}] in ${one.document_name}`, n: one.claims, to: `/document/${one.document}` }))} />
            </aside>
          )}
        </div>
      ))}
    </div>
  );
}

interface Row { key: string; name: string; code?: string | null; n: number; to: string }

const Names = ({ title, rows }: { title: string; rows: Row[] }): JSX.Element | null =>
  rows.length === 0 ? null : (
    <section class="card">
      <h2>{title}</h2>
      <ol class="links">
        {rows.map((row) => (
          <li key={row.key}><a href={row.to}><span>{row.name}{row.code && <> <span class="code">{row.code}</span></>}</span><span class="number">{count(row.n)}</span></a></li>
        ))}
      </ol>
    </section>
  );

/** The sentence with the words that were searched for. */
function lit(sentence: string, q: string): (JSX.Element | string)[] {
  const words = q.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return sentence.split(/([\p{L}\p{N}]+)/u).map((part, i) => {
    const plain = part.toLowerCase();
    const hit = i % 2 === 1 && words.some((word, n) => (n === words.length - 1 ? plain.startsWith(word) : plain === word));
    return hit ? <mark key={i}>{part}</mark> : part;
  });
}
