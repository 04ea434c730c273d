// A document with its words lit up, and beside it what was made of them.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";

import { change, link, useAddress } from "../address";
import { type Claim, type Document, goldAddress, textAddress } from "../api";
import { useGet } from "../ask";
import { light, type Paragraph, type Run } from "../draw/lit";
import { Explanation, Facts, readerLink, SentenceOf, Type, Who } from "../parts/told";
import { ReviewForm } from "../parts/review";
import { Failure, Waiting } from "../parts/states";
import { useKnown } from "../record";
import { plural } from "../words";

const ROLES = ["trigger", "source", "target", "date", "place", "amount", "object", "sayer"] as const;

export function Reader({ id }: { id: number }): JSX.Element {
  const { query } = useAddress();
  const { record } = useKnown();
  const [again, setAgain] = useState(0);
  const asked = useGet<Document>(`documents/${id}`, {}, again);
  const [word, setWord] = useState<Run | null>(null);
  const document = asked.data;
  const wanted = Number(query.get("claim")) || null;
  const claim = document?.told.find((one) => one.claim === wanted) ?? null;
  const paragraphs = useMemo(() => (document ? light(document.text, document.parts, document.told) : []), [document]);
  const byClaim = useMemo(() => new Map(document?.told.map((one) => [one.claim, one])), [document]);

  useEffect(() => {
    if (!document) return;
    const at = query.get("at");
    const place = wanted ? `[data-trigger~="${wanted}"]` : at ? `[data-start="${Number(at)}"]` : null;
    const found = place && globalThis.document.querySelector(place);
    if (found) found.scrollIntoView({ block: "center" });
  }, [document, wanted, query.get("at")]);

  if (asked.error) return <Failure what={asked.error} />;
  if (!document) return <Waiting what="Opening the document" />;

  const choose = (run: Run): void => {
    setWord(run);
    const claims = [...new Set(run.uses.map((use) => use.claim))];
    // A word of the event that is open keeps it open.
    if (!claims.includes(wanted ?? -1)) change({ claim: String(claims[0] ?? ""), at: null }, true);
  };
  return (
    <div class="reader">
      <header class="title">
        <h1>{document.title ?? document.name}</h1>
        <p class="sub">
          {[document.title ? document.name : null, document.publisher, document.published].filter(Boolean).join(" · ")}
          {" "}{plural(document.sentences, "sentence")}, {plural(document.claims, "claim")}.{" "}
          <a href={textAddress(document.id)} download>Text</a>{" · "}
          <a href={goldAddress(document.name)} download={`${document.name.split("/").pop()}.jsonl`}>Gold (JSONL)</a>{" · "}
          <a href={link("/dyad", { document: document.id, all: "yes" })}>On the timeline</a>
        </p>
        <ul class="legend" aria-label="What the words are">
          {ROLES.map((role) => <li key={role}><span class={`lit r-${role} on`}>{role}</span></li>)}
        </ul>
      </header>
      <div class="split">
        <article class="text" aria-label="Text" lang="en">
          {paragraphs.map((paragraph, i) => <ParagraphOf key={i} paragraph={paragraph} claim={claim} byClaim={byClaim} onChoose={choose} />)}
        </article>
        <aside class="side" aria-label="What was made of it">
          {word && word.uses.length > 1 && <WordUses word={word} byClaim={byClaim} open={wanted} />}
          {claim ? (
            <ClaimCard claim={claim} onReviewed={() => setAgain((n) => n + 1)} review={record.review} />
          ) : (
            <ClaimIndex claims={document.told} />
          )}
        </aside>
      </div>
    </div>
  );
}

interface ParagraphProperties { paragraph: Paragraph; claim: Claim | null; byClaim: Map<number, Claim>; onChoose: (run: Run) => void }

const ParagraphOf = ({ paragraph, claim, byClaim, onChoose }: ParagraphProperties): JSX.Element => (
  <p class={paragraph.line ? undefined : "between"}>
    {paragraph.parts.map((part, i) =>
      typeof part === "string" ? <span key={i}>{marked(part)}</span> : (
        <span key={i} class="sentence" data-start={part.runs[0]?.start}>
          {part.runs.map((run, j) => <RunOf key={j} run={run} claim={claim} byClaim={byClaim} onChoose={onChoose} />)}
        </span>
      ),
    )}
  </p>
);

function RunOf({ run, claim, byClaim, onChoose }: { run: Run; claim: Claim | null; byClaim: Map<number, Claim>; onChoose: (run: Run) => void }): JSX.Element {
  if (run.uses.length === 0) return <>{marked(run.text)}</>;
  const open = run.uses.filter((use) => use.claim === claim?.claim);
  const uses = open.length > 0 ? open : run.uses;
  const roles = ROLES.filter((role) => uses.some((use) => use.role === role));
  const triggers = run.uses.filter((use) => use.role === "trigger").map((use) => use.claim);
  const quad = byClaim.get(uses.find((use) => use.role === "trigger")?.claim ?? -1)?.quad;
  const classes = ["lit", `r-${roles[0]}`, open.length > 0 ? "on" : "", quad === undefined ? "" : `q${quad}`].filter(Boolean).join(" ");
  return (
    <span
      class={classes}
      role="button"
      tabIndex={roles.includes("trigger") || open.length > 0 ? 0 : -1}
      aria-pressed={open.length > 0}
      title={roles.join(", ")}
      data-trigger={triggers.join(" ") || undefined}
      data-role={roles.join(" ")}
      onClick={() => onChoose(run)}
      onKeyDown={(event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); onChoose(run); } }}
    >
      {marked(run.text)}
    </span>
  );
}

/** Footnote marks stand out, as they do in print. */
function marked(text: string): ComponentChildren {
  const parts = text.split(/(\[(?:note |n\. ?|nb )?[\w*†‡]{1,4}\])/);
  return parts.length === 1 ? text : parts.map((part, i) => (i % 2 === 1 ? <span key={i} class="footnote">{part}</span> : part));
}

function WordUses({ word, byClaim, open }: { word: Run; byClaim: Map<number, Claim>; open: number | null }): JSX.Element {
  const claims = [...new Set(word.uses.map((use) => use.claim))];
  if (claims.length < 2) return <></>;
  return (
    <section class="card uses" aria-label="Events that rest on this word">
      <h2>“{word.text.trim()}”</h2>
      <ul>
        {claims.map((id) => {
          const claim = byClaim.get(id);
          return claim && (
            <li key={id}>
              <a href={readerLink(claim)} aria-current={id === open ? "true" : undefined}>
                {word.uses.filter((use) => use.claim === id).map((use) => use.role).join(", ")} of <Type told={claim} /> <Who told={claim} />
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function ClaimCard({ claim, review, onReviewed }: { claim: Claim; review: boolean; onReviewed: () => void }): JSX.Element {
  const others = useGet<{ claims: Claim[] }>(claim.tellings > 1 ? `events/${claim.event}` : null);
  const elsewhere = others.data?.claims.filter((one) => one.claim !== claim.claim) ?? [];
  const [a, b] = [claim.source[0], claim.target.find((code) => code !== claim.source[0])];
  return (
    <section class="card" aria-label="Event">
      <div class="cardhead">
        <h2><Type told={claim} /></h2>
        {claim.verdict && <span class="tag seal">{claim.verdict}</span>}
        <button type="button" class="drop" aria-label="Close the event" onClick={() => change({ claim: null }, true)}>×</button>
      </div>
      <p class="whole"><Who told={claim} /></p>
      <Facts told={claim} />
      {review && <ReviewForm key={claim.claim} claim={claim} onReviewed={onReviewed} />}
      <Explanation claim={claim} />
      {claim.tellings > 1 && elsewhere.length > 0 && (
        <section class="others">
          <h3>Told elsewhere too</h3>
          <ul>{elsewhere.map((one) => (
            <li key={one.claim}><a href={readerLink(one)}><span class="source">{one.document_name}:{one.line}</span> <SentenceOf told={one} /></a></li>
          ))}</ul>
        </section>
      )}
      {a && <p class="onward"><a href={link("/dyad", { a, b: b ?? null, event: claim.event })}>On the timeline of {[a, b].filter(Boolean).join(" and ")}</a></p>}
    </section>
  );
}

const ClaimIndex = ({ claims }: { claims: Claim[] }): JSX.Element => (
  <section class="card" aria-label="Events of this document">
    <h2>{claims.length === 0 ? "No event in this text" : "What this text tells"}</h2>
    <ol class="index">
      {claims.map((claim) => (
        <li key={claim.claim}>
          <a href={readerLink(claim)}><time>{claim.date ?? "undated"}</time> <Who told={claim} /> <Type told={claim} />{claim.object && <> <span class="object">{claim.object}</span></>}</a>
        </li>
      ))}
    </ol>
  </section>
);
