// The API of /api/v1, as its OpenAPI document describes it.

import { session } from "./session";

export type Quad = 0 | 1 | 2 | 3 | 4;
export type Role = "trigger" | "source" | "target" | "date" | "place" | "amount" | "object" | "sayer";

export interface Span { role: Role; start: number; end: number }
export interface Who { id: number; name: string; country: string | null; sectors: string[] }

export interface Told {
  event: number;
  claim: number;
  document: number;
  document_name: string;
  line: number;
  date: string | null;
  from_day: string | null;
  to_day: string | null;
  source: string[];
  target: string[];
  source_actors: Who[];
  target_actors: Who[];
  type: string;
  quad: Quad;
  mode: string | null;
  contexts: string[];
  status: string;
  cameo: string | null;
  goldstein: number | null;
  object: string | null;
  amount: string[];
  place: string | null;
  sayer: string | null;
  citations: string[];
  confidence: number;
  sentence: string;
  sentence_start: number;
  evidence: Span[];
  tellings: number;
  verdict: "accepted" | "corrected" | null;
}

export interface Step { what: string; value: string; evidence: [number, number][]; cites: string | null; details: Step[] }
export interface Claim extends Told { explanation: Step | null }
export interface Events { total: number; items: Told[]; next?: string }

export interface Marks {
  event: number[];
  from: number[];
  to: number[];
  quad: Quad[];
  type: number[];
  status: number[];
  goldstein: (number | null)[];
  way: number[];
  types: string[];
  statuses: string[];
}
export interface Bin { from: string; quads: number[]; goldstein: number | null }
export interface Timeline { total: number; undated: number; marks: Marks | null; unit: "day" | "month" | "year"; bins: Bin[] }

export interface Count { value: string; events: number }
export interface Facets {
  total: number;
  undated: number;
  types: Count[];
  modes: Count[];
  contexts: Count[];
  statuses: Count[];
  sayers: Count[];
  documents: { id: number; name: string; events: number }[];
  years: Record<string, number[]>;
}

export interface TypeView { name: string; definition: string; quad: Quad; modes: { name: string; definition: string }[] }
export interface RecordView {
  name: string;
  program: string;
  review: boolean;
  events: number;
  claims: number;
  documents: number;
  first_day: string | null;
  last_day: string | null;
  types: TypeView[];
  quads: string[];
  contexts: string[];
  statuses: string[];
}

export interface Country { code: string; name: string; events: number; goldstein: number | null }
export interface Dyad { a: string; b: string; a_name: string; b_name: string; events: number }
export interface NetworkNode { id: string; name: string; country: string | null; events: number; goldstein: number | null }
export interface NetworkLink { source: string; target: string; events: number; goldstein: number | null }
export interface Network { nodes: NetworkNode[]; links: NetworkLink[]; total_links: number }
export interface Place {
  name: string; words: string[]; country: string; latitude: number; longitude: number; events: number; goldstein: number | null;
}
export interface WorldMap { countries: Country[]; places: Place[]; nowhere: number }

export interface Head {
  id: number; name: string; title: string | null; url: string | null; publisher: string | null; published: string | null;
  coder: string; characters: number; sentences: number; claims: number;
}
export interface Sentence { ordinal: number; paragraph: number; line: number; start: number; end: number }
export interface Document extends Head { text: string; parts: Sentence[]; told: Claim[] }

export interface Found { document: number; document_name: string; line: number; start: number; sentence: string; events: number[] }
export interface Results {
  sentences: Found[];
  total: number;
  more: boolean;
  actors: { id: number; name: string; country: string | null; claims: number }[];
  objects: { value: string; claims: number }[];
  sayers: { value: string; claims: number }[];
  footnotes: { document: number; document_name: string; label: string; claims: number }[];
}

export type Verdict = "accepted" | "corrected" | "rejected";
export interface Party { name: string; country: string | null }
export interface Form {
  type: string; mode: string | null; date: string | null; status: string; source: Party[]; target: Party[]; object: string | null;
}
export interface Review {
  id: number; reviewed: number; claim: number | null; document: string; sentence: string; reviewer: string; at: string;
  verdict: Verdict; note: string | null; before: Form | null; after: Form | null;
}
export interface NewReview {
  claim?: number; reviewed?: number; reviewer: string; verdict: Verdict; note?: string;
  changes?: { type?: string; mode?: string; status?: string; date?: string; source?: Party[]; target?: Party[] };
}
export interface Agreement { claims: number; verdict: number | null; event_type: number | null }

export type Query = Record<string, string | number | string[] | undefined>;

function address(path: string, query: Query = {}): string {
  const asked = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) asked.append(key, String(one));
    }
  }
  const text = asked.toString();
  return `/api/v1/${path}${text ? `?${text}` : ""}`;
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as { message?: string } | null;
  throw new Error(problem?.message ?? `the server answered ${response.status}`);
}

export async function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(address(path, query), { signal }));
}

export async function review(verdict: NewReview): Promise<Review> {
  return answer<Review>(
    await fetch("/api/v1/reviews", {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${session.token}` },
      body: JSON.stringify(verdict),
    }),
  );
}

export const goldAddress = (document: string): string => address("gold", { document });
export const textAddress = (id: number): string => `/api/v1/documents/${id}/text`;
