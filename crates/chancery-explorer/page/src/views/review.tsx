// What people said of events, and how far they agree.

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { type Agreement, type Form, goldAddress, review, type Review } from "../api";
import { useGet } from "../ask";
import { Failure, Nothing, Waiting } from "../parts/states";
import { useKnown } from "../record";
import { session } from "../session";
import { plural } from "../words";

export function ReviewView(): JSX.Element {
  const { record } = useKnown();
  const [again, setAgain] = useState(0);
  const reviews = useGet<{ items: Review[]; next?: number }>("reviews", { limit: 200 }, again);
  const agreement = useGet<Agreement>("agreement", {}, again);
  const [failed, setFailed] = useState<string | null>(null);
  const documents = [...new Set(reviews.data?.items.map((one) => one.document))];
  const takeBack = (one: Review): void => {
    review({ reviewed: one.reviewed, reviewer: session.reviewer || one.reviewer, verdict: "accepted" }).then(
      () => setAgain((n) => n + 1),
      (error: Error) => setFailed(error.message),
    );
  };
  // Only the last verdict on a claim can be answered.
  const last = new Set<number>();
  const items = reviews.data?.items.map((one) => {
    const latest = !last.has(one.reviewed);
    last.add(one.reviewed);
    return { ...one, latest };
  });
  return (
    <div class="reviews">
      <div class="title">
        <h1>Review</h1>
        <p class="sub">{record.review ? (session.token ? "Open an event in a document to accept, correct or reject it." : "To review, open the address that the command printed.") : "This record is read only. Start chancery serve with --review to take reviews."}</p>
      </div>
      {agreement.data && (
        <dl class="figures">
          <div><dt>Krippendorff's alpha, verdicts</dt><dd>{alpha(agreement.data.verdict)}</dd></div>
          <div><dt>Krippendorff's alpha, types</dt><dd>{alpha(agreement.data.event_type)}</dd></div>
          <div><dt>Reviewed by two or more</dt><dd>{plural(agreement.data.claims, "claim")}</dd></div>
        </dl>
      )}
      {failed && <Failure what={failed} />}
      {reviews.error ? <Failure what={reviews.error} /> : !items ? <Waiting what="Reading" /> : items.length === 0 ? <Nothing>Nobody has reviewed anything yet.</Nothing> : (
        <>
          <p>Gold for <code>chancery eval record</code>: {documents.map((name, i) => <span key={name}>{i > 0 && ", "}<a href={goldAddress(name)} download={`${name.split("/").pop()}.jsonl`}>{name}</a></span>)}</p>
          <ol class="found">
            {items.map((one) => (
              <li key={one.id}>
                <p class="line"><span class={`tag ${one.verdict}`}>{one.verdict}</span> <b>{one.reviewer}</b> <time>{one.at.replace("T", " ").replace("Z", " UTC")}</time> <span class="source">{one.document}</span></p>
                <p class="sentence">{one.sentence}</p>
                <Changes before={one.before} after={one.after} />
                {one.note && <p class="note">{one.note}</p>}
                {record.review && session.token && one.latest && one.verdict === "rejected" && <button type="button" class="plain" onClick={() => takeBack(one)}>It was right after all</button>}
              </li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

const alpha = (value: number | null): string => (value === null ? "too little to tell" : value.toFixed(2));

function Changes({ before, after }: { before: Form | null; after: Form | null }): JSX.Element | null {
  const words = (form: Form): Record<string, string> => ({
    type: [form.type, form.mode].filter(Boolean).join("/"),
    source: form.source.map((one) => one.country ?? one.name).join(" "),
    target: form.target.map((one) => one.country ?? one.name).join(" "),
    date: form.date ?? "undated",
    status: form.status,
  });
  if (!before || !after) {
    const form = before ?? after;
    return form && <p class="change">{Object.values(words(form)).filter(Boolean).join(" · ")}</p>;
  }
  const [old, now] = [words(before), words(after)];
  const changed = Object.keys(now).filter((key) => old[key] !== now[key]);
  if (changed.length === 0) return <p class="change">{Object.values(now).filter(Boolean).join(" · ")}</p>;
  return <ul class="change">{changed.map((key) => <li key={key}>{key}: <del>{old[key] || "none"}</del> <ins>{now[key] || "none"}</ins></li>)}</ul>;
}
