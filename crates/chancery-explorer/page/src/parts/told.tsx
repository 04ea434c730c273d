// An event in words: the line of facts, the sentence, how it came about.

import type { JSX } from "preact";

import { link } from "../address";
import type { Claim, Step, Told } from "../api";
import { amountWords, aroundTrigger, dateWords, mutual, QUADS, typeWords } from "../words";

export const Type = ({ told }: { told: Told }): JSX.Element => (
  <span class="type"><i class={`dot q${told.quad}`} title={QUADS[told.quad]} aria-hidden="true" />{typeWords(told)}</span>
);

export function Who({ told }: { told: Told }): JSX.Element {
  const side = (codes: string[]): string => codes.join(" + ") || "?";
  if (mutual(told)) return <span class="who">{told.source.join(" ↔ ")}</span>;
  return <span class="who">{side(told.source)}{told.target.length > 0 && <> <span aria-label="to">→</span> {side(told.target)}</>}</span>;
}

export function SentenceOf({ told }: { told: Told }): JSX.Element {
  const [before, trigger, after] = aroundTrigger(told);
  return <>{before}{trigger && <mark>{trigger}</mark>}{after}</>;
}

export const readerLink = (told: Told): string => link(`/document/${told.document}`, { claim: told.claim });

/** What is known beside type and sides. */
export function Facts({ told }: { told: Told }): JSX.Element {
  const rows: [string, string][] = [
    ["When", dateWords(told.date)],
    ["Source", told.source_actors.map(actor).join("; ") || "not said"],
    ["Target", told.target_actors.map(actor).join("; ") || "none"],
    ["Status", told.status],
    ["Object", told.object ?? ""],
    ["Amount", told.amount.map(amountWords).join("; ")],
    ["Place", told.place ?? ""],
    ["Says", told.sayer ?? "the document itself"],
    ["Footnotes", told.citations.map((label) => `[${label}]`).join(" ")],
    ["Context", told.contexts.map((context) => context.replaceAll("_", " ")).join(", ")],
    ["CAMEO", told.cameo ? `${told.cameo}${told.goldstein === null ? "" : ` · Goldstein ${told.goldstein}`}` : ""],
    ["Confidence", `${Math.round(told.confidence * 100)} %`],
  ];
  return (
    <dl class="facts">
      {rows.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}
    </dl>
  );
}

const actor = (who: { name: string; country: string | null; sectors: string[] }): string => {
  const codes = [who.country, ...who.sectors].filter(Boolean).join(" ");
  return codes ? `${who.name} (${codes})` : who.name;
};

export const Explanation = ({ claim }: { claim: Claim }): JSX.Element | null =>
  claim.explanation && (
    <details class="why">
      <summary>How it came about</summary>
      <Steps step={claim.explanation} />
    </details>
  );

const Steps = ({ step }: { step: Step }): JSX.Element => (
  <div class="step">
    <p><b>{step.what}</b> {step.value}{step.cites && <> <code>{step.cites}</code></>}</p>
    {step.details.map((inner, i) => <Steps key={i} step={inner} />)}
  </div>
);
