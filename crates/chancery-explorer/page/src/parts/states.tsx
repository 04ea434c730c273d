import type { JSX } from "preact";

export const Waiting = ({ what }: { what: string }): JSX.Element => (
  <p class="waiting" role="status">{what}…</p>
);

export const Failure = ({ what }: { what: string }): JSX.Element => (
  <div class="failure" role="alert"><strong>That did not work.</strong> {what}</div>
);

export const Nothing = ({ children }: { children: string | JSX.Element }): JSX.Element => <p class="nothing">{children}</p>;
