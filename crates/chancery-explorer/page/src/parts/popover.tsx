// A button that opens a panel; it closes on Escape and when the focus or a click goes elsewhere.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

interface Properties { label: ComponentChildren; name?: string; active?: boolean; children: ComponentChildren | ((close: () => void) => ComponentChildren) }

export function Popover({ label, name, active, children }: Properties): JSX.Element {
  const [open, setOpen] = useState(false);
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const escape = (event: KeyboardEvent): void => {
      if (event.key === "Escape") close();
    };
    addEventListener("pointerdown", outside);
    addEventListener("focusin", outside);
    addEventListener("keydown", escape);
    return () => {
      removeEventListener("pointerdown", outside);
      removeEventListener("focusin", outside);
      removeEventListener("keydown", escape);
    };
  }, [open]);
  return (
    <div class="popover" ref={root}>
      <button ref={button} type="button" class={active ? "chip active" : "chip"} aria-expanded={open} aria-controls={id} aria-label={name} onClick={() => setOpen(!open)}>
        {label}
        <span class="caret" aria-hidden="true" />
      </button>
      {open && <div id={id} class="panel">{typeof children === "function" ? children(close) : children}</div>}
    </div>
  );
}
