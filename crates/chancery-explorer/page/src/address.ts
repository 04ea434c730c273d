// The address is the state: a view reads it, and every choice writes it, so that any view can be sent to somebody.

import { useEffect, useState } from "preact/hooks";

export interface Address { path: string; query: URLSearchParams }

const read = (): Address => ({ path: location.pathname, query: new URLSearchParams(location.search) });
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());
addEventListener("popstate", tell);

export function link(path: string, query: Record<string, string | number | string[] | null | undefined> = {}): string {
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") asked.append(key, String(one));
    }
  }
  const text = asked.toString();
  return text ? `${path}?${text}` : path;
}

export function go(to: string, replace = false): void {
  if (to === location.pathname + location.search) return;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  tell();
}

/** The address with some keys set anew; `null` takes a key out. */
export function change(changes: Record<string, string | string[] | null>, replace = false): void {
  const { path, query } = read();
  for (const [key, value] of Object.entries(changes)) {
    query.delete(key);
    for (const one of Array.isArray(value) ? value : [value]) if (one !== null) query.append(key, one);
  }
  const text = query.toString();
  go(text ? `${path}?${text}` : path, replace);
}

export function useAddress(): Address {
  const [address, set] = useState(read);
  useEffect(() => {
    const listener = (): void => set(read());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  return address;
}

// Links within the page do not load it again.
document.addEventListener("click", (click) => {
  if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey) return;
  const anchor = (click.target as Element | null)?.closest?.("a");
  if (!anchor || anchor.target || anchor.hasAttribute("download") || anchor.origin !== location.origin) return;
  if (anchor.pathname.startsWith("/api/") || (anchor.hash && anchor.pathname === location.pathname)) return;
  click.preventDefault();
  go(anchor.pathname + anchor.search);
  scrollTo(0, 0);
});
