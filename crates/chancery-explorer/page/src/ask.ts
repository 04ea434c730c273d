// Questions to the API from a component, and the filter that all views share.

import { useEffect, useState } from "preact/hooks";

import { get, type Query } from "./api";

export interface Asked<T> { data: T | null; error: string | null; loading: boolean }

/** The answer to a question; while a new one is on its way the last answer stays. `null` asks nothing. */
export function useGet<T>(path: string | null, query: Query = {}, again = 0): Asked<T> {
  const [state, set] = useState<Asked<T>>({ data: null, error: null, loading: true });
  const key = path === null ? null : JSON.stringify([path, query, again]);
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    set((last) => ({ ...last, loading: true }));
    get<T>(path, query, stop.signal).then(
      (data) => set({ data, error: null, loading: false }),
      (error: Error) => {
        if (!stop.signal.aborted) set({ data: null, error: error.message, loading: false });
      },
    );
    return () => stop.abort();
  }, [key]);
  return state;
}

/** The keys of the address that say which events are meant. */
export const FILTERS = [
  "a", "b", "direction", "actor", "type", "quad", "mode", "context", "status", "sayer", "document", "place", "object",
  "min_confidence",
] as const;

/** The filter of an address as a question; `window` says whether its stretch of time is part of it. */
export function filterOf(query: URLSearchParams, window: boolean): Query {
  const asked: Query = {};
  for (const key of FILTERS) {
    const values = query.getAll(key);
    if (values.length > 0) asked[key] = values;
  }
  if (window) {
    const [from, to] = windowOf(query);
    if (from) asked.from = from;
    if (to) asked.to = to;
  }
  return asked;
}

/** The stretch of time of an address: `t=1991-01-01~2005-12-31`. */
export function windowOf(query: URLSearchParams): [string | undefined, string | undefined] {
  const [from, to] = (query.get("t") ?? "").split("~");
  const day = (text: string | undefined): string | undefined => (text && /^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined);
  return [day(from), day(to)];
}
