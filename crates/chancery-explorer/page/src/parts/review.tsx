// Accept, correct or reject a claim.

import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { type Claim, type NewReview, type Party, review, type Verdict, type Who } from "../api";
import { useKnown } from "../record";
import { session } from "../session";

const party = ({ name, country }: Who): Party => ({ name, country });
const same = (a: Party[], b: Party[]): boolean => JSON.stringify(a) === JSON.stringify(b);

export function ReviewForm({ claim, onReviewed }: { claim: Claim; onReviewed: () => void }): JSX.Element {
  const { record } = useKnown();
  const [reviewer, setReviewer] = useState(session.reviewer);
  const [open, setOpen] = useState(false);
  const [type, setType] = useState(claim.type);
  const [mode, setMode] = useState(claim.mode ?? "");
  const [status, setStatus] = useState(claim.status);
  const [date, setDate] = useState(claim.date ?? "");
  const [source, setSource] = useState(claim.source_actors.map(party));
  const [target, setTarget] = useState(claim.target_actors.map(party));
  const [note, setNote] = useState("");
  const [state, setState] = useState<{ busy?: boolean; error?: string; done?: string }>({});
  if (!session.token) return <p class="note">To review, open the address that <code>chancery serve --review</code> printed.</p>;
  const modes = record.types.find((one) => one.name === type)?.modes ?? [];

  const send = async (verdict: Verdict): Promise<void> => {
    session.reviewer = reviewer;
    setState({ busy: true });
    const given: NewReview = { claim: claim.claim, reviewer, verdict };
    if (note) given.note = note;
    if (verdict === "corrected") {
      const sources = source.filter((one) => one.name || one.country);
      const targets = target.filter((one) => one.name || one.country);
      given.changes = {
        ...(type !== claim.type && { type }),
        ...((mode !== (claim.mode ?? "") || type !== claim.type) && { mode }),
        ...(status !== claim.status && { status }),
        ...(date !== (claim.date ?? "") && { date }),
        ...(!same(sources, claim.source_actors.map(party)) && { source: sources }),
        ...(!same(targets, claim.target_actors.map(party)) && { target: targets }),
      };
    }
    try {
      await review(given);
      setState({ done: verdict });
      setOpen(false);
      onReviewed();
    } catch (error) {
      setState({ error: (error as Error).message });
    }
  };
  return (
    <form class="review" aria-label="Review" onSubmit={(event) => { event.preventDefault(); void send("corrected"); }}>
      <label>Reviewer <input name="reviewer" required maxLength={100} value={reviewer} autocomplete="name" onInput={(event) => setReviewer(event.currentTarget.value)} /></label>
      <div class="verdicts">
        <button type="button" class="button" disabled={!reviewer.trim() || state.busy} onClick={() => void send("accepted")}>Accept</button>
        <button type="button" class="button quiet" aria-expanded={open} onClick={() => setOpen(!open)}>Correct</button>
        <button type="button" class="button quiet" disabled={!reviewer.trim() || state.busy} onClick={() => void send("rejected")}>Reject</button>
      </div>
      {open && (
        <div class="correction">
          <label>Type
            <select name="type" value={type} onChange={(event) => { setType(event.currentTarget.value); setMode(""); }}>
              {record.types.map((one) => <option key={one.name} value={one.name} title={one.definition}>{one.name.toLowerCase()}</option>)}
            </select>
          </label>
          {modes.length > 0 && (
            <label>Mode
              <select name="mode" value={mode} onChange={(event) => setMode(event.currentTarget.value)}>
                <option value="">none</option>
                {modes.map((one) => <option key={one.name} value={one.name} title={one.definition}>{one.name.replaceAll("_", " ")}</option>)}
              </select>
            </label>
          )}
          <label>Status
            <select name="status" value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
              {record.statuses.map((one) => <option key={one} value={one}>{one}</option>)}
            </select>
          </label>
          <label>Date <input name="date" value={date} placeholder="1991-12-25, 1991-11, 1991 or 1963/1967" onInput={(event) => setDate(event.currentTarget.value)} /></label>
          <Parties name="Source" parties={source} onChange={setSource} />
          <Parties name="Target" parties={target} onChange={setTarget} />
          <label>Note <input name="note" value={note} onInput={(event) => setNote(event.currentTarget.value)} /></label>
          <button type="submit" class="button" disabled={!reviewer.trim() || state.busy}>Save the correction</button>
        </div>
      )}
      {state.error && <p class="failure" role="alert">{state.error}</p>}
      <p class="live" role="status">{state.done ? `The event is ${state.done}.` : ""}</p>
    </form>
  );
}

function Parties({ name, parties, onChange }: { name: string; parties: Party[]; onChange: (parties: Party[]) => void }): JSX.Element {
  const set = (at: number, change: Partial<Party>): void => onChange(parties.map((one, i) => (i === at ? { ...one, ...change } : one)));
  return (
    <fieldset>
      <legend>{name}</legend>
      {parties.map((one, i) => (
        <div key={i} class="party">
          <input aria-label={`${name} ${i + 1}: country's code`} class="codebox" value={one.country ?? ""} maxLength={3} placeholder="AZE"
            onInput={(event) => set(i, { country: event.currentTarget.value.toUpperCase() || null })} />
          <input aria-label={`${name} ${i + 1}: name`} value={one.name} placeholder="name" onInput={(event) => set(i, { name: event.currentTarget.value })} />
          <button type="button" class="drop" aria-label={`Take ${name.toLowerCase()} ${i + 1} away`} onClick={() => onChange(parties.filter((_, at) => at !== i))}>×</button>
        </div>
      ))}
      <button type="button" class="plain" onClick={() => onChange([...parties, { name: "", country: null }])}>Add one</button>
    </fieldset>
  );
}
