// What this tab knows: the token that reviews bear, and the reviewer's name.

const fragment = new URLSearchParams(location.hash.slice(1));
const given = fragment.get("token");
if (given) {
  sessionStorage.setItem("token", given);
  // The token does not stay where it could be copied along with the address.
  history.replaceState(null, "", location.pathname + location.search);
}

export const session = {
  token: sessionStorage.getItem("token") ?? "",
  get reviewer(): string {
    return localStorage.getItem("reviewer") ?? "";
  },
  set reviewer(name: string) {
    localStorage.setItem("reviewer", name);
  },
};
