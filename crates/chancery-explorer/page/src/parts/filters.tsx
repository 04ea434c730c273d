// The filters that all views share, each with what it would give.

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { change, useAddress } from "../address";
import type { Facets } from "../api";
import { FILTERS } from "../ask";
import { useKnown } from "../record";
import { count, QUADS } from "../words";
import { Popover } from "./popover";

interface Value { value: string; label: string; events: number; quad?: number }

export function Filters({ facets }: { facets: Facets | null }): JSX.Element {
  const { query } = useAddress();
  const { record } = useKnown();
  const quadOf = new Map(record.types.map((type) => [type.name, type.quad]));
  const words = (value: string): string => value.replaceAll("_", " ");
  const lists: [key: string, name: string, values: Value[]][] = facets
    ? [
        ["type", "Type", facets.types.map(({ value, events }) => ({ value, label: value.toLowerCase(), events, quad: quadOf.get(value) ?? 0 }))],
        ["mode", "Mode", facets.modes.map(({ value, events }) => ({ value, label: words(value) || "none", events }))],
        ["context", "Context", facets.contexts.map(({ value, events }) => ({ value, label: words(value), events }))],
        ["status", "Status", facets.statuses.map(({ value, events }) => ({ value, label: value, events }))],
        ["sayer", "Sayer", facets.sayers.map(({ value, events }) => ({ value, label: value || "the document itself", events }))],
        ["document", "Document", facets.documents.map(({ id, name, events }) => ({ value: String(id), label: name, events }))],
      ]
    : [];
  const set = [...new Set(FILTERS.filter((key) => !["a", "b", "direction"].includes(key) && query.has(key)))];
  const least = Number(query.get("min_confidence") ?? 0);
  return (
    <div class="filters" role="group" aria-label="Filters">
      {lists.map(([key, name, values]) => <Choices key={key} field={key} name={name} values={values} chosen={query.getAll(key)} />)}
      <Popover label={<>Confidence{least > 0 && <b>≥ {least}</b>}</>} active={least > 0}>
        <label class="range">
          At least <output>{least.toFixed(2)}</output>
          <input type="range" min="0" max="0.95" step="0.05" value={least}
            onInput={(event) => change({ min_confidence: event.currentTarget.value === "0" ? null : event.currentTarget.value }, true)} />
        </label>
      </Popover>
      {(query.has("actor") || query.has("place") || query.has("object") || query.has("quad")) && (
        <span class="chip active">
          {[...query.getAll("object"), ...query.getAll("place").map((place) => `at ${place}`), ...query.getAll("quad").map((quad) => QUADS[Number(quad)]), query.has("actor") ? "one actor" : ""].filter(Boolean).join(", ")}
          <button type="button" class="drop" aria-label="Take this filter off" onClick={() => change({ actor: null, place: null, object: null, quad: null })}>×</button>
        </span>
      )}
      {set.length > 0 && (
        <button type="button" class="plain" onClick={() => change(Object.fromEntries(set.map((key) => [key, null])))}>Take all off</button>
      )}
    </div>
  );
}

function Choices({ field, name, values, chosen }: { field: string; name: string; values: Value[]; chosen: string[] }): JSX.Element {
  const [typed, type] = useState("");
  const missing = chosen.filter((value) => !values.some((one) => one.value === value)).map((value) => ({ value, label: value, events: 0 }) as Value);
  const all = [...missing, ...values];
  const shown = all.filter((one) => one.label.toLowerCase().includes(typed.toLowerCase()));
  const toggle = (value: string): void =>
    change({ [field]: chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value] });
  return (
    <Popover label={<>{name}{chosen.length > 0 && <b>{chosen.length}</b>}</>} active={chosen.length > 0}>
      {all.length > 12 && (
        <input class="narrow" type="search" aria-label={`Find a ${name.toLowerCase()}`} placeholder={`Find a ${name.toLowerCase()}`} value={typed} onInput={(event) => type(event.currentTarget.value)} />
      )}
      <div class="checks" role="group" aria-label={name}>
        {shown.map((one) => (
          <label key={one.value} class="check">
            <input type="checkbox" checked={chosen.includes(one.value)} onChange={() => toggle(one.value)} />
            {one.quad !== undefined && <i class={`dot q${one.quad}`} aria-hidden="true" />}
            <span>{one.label}</span>
            <span class="number">{count(one.events)}</span>
          </label>
        ))}
        {shown.length === 0 && <p class="nothing">Nothing here</p>}
      </div>
    </Popover>
  );
}
