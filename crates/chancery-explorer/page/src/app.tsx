import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";

import { useAddress } from "./address";
import type { Country, RecordView } from "./api";
import { useGet } from "./ask";
import { Failure, Waiting } from "./parts/states";
import { type Known, KnownContext } from "./record";
import { Documents } from "./views/documents";
import { Dyad } from "./views/dyad";
import { MapView } from "./views/map";
import { NetworkView } from "./views/network";
import { Overview } from "./views/overview";
import { Reader } from "./views/reader";
import { ReviewView } from "./views/review";
import { Search } from "./views/search";

const VIEWS: [path: string, name: string][] = [
  ["/dyad", "Timeline"],
  ["/network", "Network"],
  ["/map", "Map"],
  ["/documents", "Documents"],
  ["/search", "Search"],
  ["/review", "Review"],
];

export function App(): JSX.Element {
  const address = useAddress();
  const record = useGet<RecordView>("record");
  const countries = useGet<{ items: Country[] }>("countries");
  const known = useMemo<Known | null>(() => {
    if (!record.data || !countries.data) return null;
    const items = countries.data.items;
    return { record: record.data, countries: items, names: new Map(items.map((one) => [one.code, one.name])) };
  }, [record.data, countries.data]);
  const view = VIEWS.find(([path]) => address.path === path || address.path.startsWith(`${path}/`));
  useEffect(() => {
    const name = address.path.startsWith("/document/") ? "Reader" : view?.[1];
    document.title = [name, record.data?.name, "Chancery"].filter(Boolean).join(" · ");
  }, [address.path, record.data]);
  const failed = record.error ?? countries.error;
  return (
    <>
      <a class="skip" href="#content">To the content</a>
      <header class="head">
        <a class="mark" href="/" aria-label="Chancery, overview of the record">
          <img src="/seal.svg" alt="" width="26" height="26" />
          <span>Chancery</span>
        </a>
        <nav aria-label="Views">
          {VIEWS.map(([path, name]) => (
            <a key={path} href={path} aria-current={view?.[0] === path ? "page" : undefined}>{name}</a>
          ))}
        </nav>
        <Theme />
      </header>
      <main id="content" tabIndex={-1}>
        {failed ? <Failure what={failed} /> : known ? (
          <KnownContext.Provider value={known}>{viewOf(address.path)}</KnownContext.Provider>
        ) : <Waiting what="Opening the record" />}
      </main>
      <footer class="foot">
        {record.data && <span>{record.data.name} · {record.data.program}</span>}
        <a href="/api/v1/openapi.json" target="_blank">API</a>
      </footer>
    </>
  );
}

function viewOf(path: string): JSX.Element {
  const document = /^\/document\/(\d+)$/.exec(path);
  if (document) return <Reader id={Number(document[1])} />;
  switch (path) {
    case "/dyad": return <Dyad />;
    case "/network": return <NetworkView />;
    case "/map": return <MapView />;
    case "/documents": return <Documents />;
    case "/search": return <Search />;
    case "/review": return <ReviewView />;
    case "/": return <Overview />;
    default: return <Failure what="There is no such page." />;
  }
}

type Choice = "auto" | "light" | "dark";

function Theme(): JSX.Element {
  const [choice, set] = useState<Choice>((localStorage.getItem("theme") as Choice | null) ?? "auto");
  useEffect(() => {
    localStorage.setItem("theme", choice);
    if (choice === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    // Drawings read their colours from the style sheet.
    dispatchEvent(new Event("theme"));
  }, [choice]);
  const next: Record<Choice, Choice> = { auto: "light", light: "dark", dark: "auto" };
  const signs: Record<Choice, string> = { auto: "◐", light: "○", dark: "●" };
  return (
    <button type="button" class="theme" onClick={() => set(next[choice])} aria-label={`Colours: ${choice}; change to ${next[choice]}`} title={`Colours: ${choice}`}>
      <span aria-hidden="true">{signs[choice]}</span>
    </button>
  );
}
