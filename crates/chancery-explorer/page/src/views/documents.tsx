import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { change, useAddress } from "../address";
import { get, type Head } from "../api";
import { Failure, Nothing, Waiting } from "../parts/states";
import { useKnown } from "../record";
import { count, plural } from "../words";

export function Documents(): JSX.Element {
  const { query } = useAddress();
  const { record } = useKnown();
  const q = query.get("q") ?? "";
  const [state, set] = useState<{ items: Head[]; next?: number } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const ask = (cursor?: number) => get<{ items: Head[]; next?: number }>("documents", { ...(q ? { q } : {}), ...(cursor === undefined ? {} : { cursor }), limit: 50 });
  useEffect(() => {
    let stale = false;
    ask().then((page) => !stale && set(page), (failure: Error) => setError(failure.message));
    return () => { stale = true; };
  }, [q]);
  const more = async (): Promise<void> => {
    const page = await ask(state?.next);
    set({ ...page, items: [...(state?.items ?? []), ...page.items] });
  };
  return (
    <div class="documents">
      <div class="title"><h1>Documents</h1><p class="sub">{plural(record.documents, "document")}</p></div>
      <form class="ask" role="search" onSubmit={(event) => { event.preventDefault(); change({ q: (new FormData(event.currentTarget).get("q") as string) || null }); }}>
        <label for="q">Part of the name or the title</label>
        <input id="q" key={q} name="q" type="search" defaultValue={q} autocomplete="off" />
        <button type="submit" class="button">Find</button>
      </form>
      {error ? <Failure what={error} /> : !state ? <Waiting what="Reading" /> : state.items.length === 0 ? <Nothing>No such document.</Nothing> : (
        <>
          <ol class="found">
            {state.items.map((one) => (
              <li key={one.id}>
                <a href={`/document/${one.id}`}>
                  <span class="name">{one.title ?? one.name}</span>
                  <span class="source">{[one.title ? one.name : null, one.publisher, one.published].filter(Boolean).join(" · ")} {plural(one.sentences, "sentence")}, {plural(one.claims, "claim")}, {count(one.characters)} characters</span>
                </a>
              </li>
            ))}
          </ol>
          {state.next !== undefined && <button type="button" class="more" onClick={() => void more()}>Show more</button>}
        </>
      )}
    </div>
  );
}
