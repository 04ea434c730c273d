// Choosing a country: type a part of its name or its code.

import type { JSX } from "preact";
import { useId, useMemo, useRef, useState } from "preact/hooks";

import { useKnown } from "../record";
import { count } from "../words";

interface Properties { label: string; value: string | null; all?: string; onChoose: (code: string | null) => void }

export function CountryChoice({ label, value, all, onChoose }: Properties): JSX.Element {
  const known = useKnown();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = typed !== null;
  const options = useMemo(() => {
    const needle = (typed ?? "").trim().toLowerCase();
    const found = known.countries.filter((one) => one.name.toLowerCase().includes(needle) || one.code.toLowerCase().startsWith(needle));
    // What begins with the letters comes before what holds them.
    found.sort((a, b) => Number(b.name.toLowerCase().startsWith(needle)) - Number(a.name.toLowerCase().startsWith(needle)));
    const list: { code: string | null; name: string; events: number | null }[] = found.slice(0, 60);
    return all && !needle ? [{ code: null, name: all, events: null }, ...list] : list;
  }, [typed, known, all]);
  const shown = value ? (known.names.get(value) ?? value) : (all ?? "");
  const choose = (code: string | null): void => {
    setTyped(null);
    onChoose(code);
    input.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) setTyped("");
      else setAt((n) => (n + (event.key === "ArrowDown" ? 1 : options.length - 1)) % Math.max(1, options.length));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      const option = options[at];
      if (option) choose(option.code);
    } else if (event.key === "Escape") {
      setTyped(null);
    }
  };
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <input
        ref={input}
        id={id}
        role="combobox"
        autocomplete="off"
        spellcheck={false}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && options[at] ? `${id}-${at}` : undefined}
        value={typed ?? shown}
        onFocus={() => { setTyped(""); setAt(0); }}
        onBlur={() => setTyped(null)}
        onInput={(event) => { setTyped(event.currentTarget.value); setAt(0); }}
        onKeyDown={onKeyDown}
        placeholder={shown || "Name or code"}
      />
      {open && (
        <ul id={`${id}-list`} role="listbox" aria-label={label} class="options">
          {options.map((option, i) => (
            <li
              key={option.code ?? "all"}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === at}
              // Before the field loses the focus and the list goes.
              onMouseDown={(event) => { event.preventDefault(); choose(option.code); }}
              onMouseEnter={() => setAt(i)}
            >
              <span>{option.name}</span>
              <span class="code">{option.code ?? ""}</span>
              <span class="number">{option.events === null ? "" : count(option.events)}</span>
            </li>
          ))}
          {options.length === 0 && <li class="none" role="option" aria-selected={false} aria-disabled={true}>None in this record</li>}
        </ul>
      )}
    </div>
  );
}
