import type { JSX } from "preact";

import { go, link } from "../address";
import type { Dyad } from "../api";
import { useGet } from "../ask";
import { Nothing } from "../parts/states";
import { useKnown } from "../record";
import { count, plural } from "../words";

export function Overview(): JSX.Element {
  const { record, countries } = useKnown();
  const dyads = useGet<{ items: Dyad[] }>("dyads", { limit: 24 });
  const most = dyads.data?.items[0]?.events ?? 1;
  const years = [record.first_day, record.last_day].map((day) => (day ? Number(day.slice(0, 4)) : null));
  return (
    <div class="overview">
      <section class="lead">
        <h1>Who did what to whom</h1>
        <p class="sub">
          {plural(record.events, "event")} from {plural(record.documents, "document")}
          {years[0] !== null && <>, {years[0] === years[1] ? years[0] : <>{years[0]} to {years[1]}</>}</>}, between {plural(countries.length, "country").replace("countrys", "countries")}.
          Each rests on words that you can read.
        </p>
        <form class="ask" role="search" onSubmit={(event) => { event.preventDefault(); go(link("/search", { q: new FormData(event.currentTarget).get("q") as string })); }}>
          <label for="ask">Search sentences, actors, objects, footnotes</label>
          <input id="ask" name="q" type="search" placeholder="drones" autocomplete="off" />
          <button type="submit" class="button">Search</button>
        </form>
      </section>
      <section aria-labelledby="pairs">
        <h2 id="pairs">Who deals with whom</h2>
        {dyads.data?.items.length === 0 && <Nothing>No two countries deal with each other in this record.</Nothing>}
        <ul class="pairs">
          {dyads.data?.items.map((dyad) => (
            <li key={dyad.a + dyad.b}>
              <a href={link("/dyad", { a: dyad.a, b: dyad.b })}>
                <span class="pair">{dyad.a_name} <i>and</i> {dyad.b_name}</span>
                <meter class="bar" min={0} max={most} value={dyad.events} aria-hidden="true" />
                <span class="number">{count(dyad.events)}</span>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
