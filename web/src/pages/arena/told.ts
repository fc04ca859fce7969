/** What the server says of the round of a day, of the board and of a battle. */
import type { Got } from "../../wire/api";

export type Round = Got<"/api/arena/daily">;
/** A vote on it is evidence where it `counts`; else it only teaches. */
export type Pair = Round["pairs"][number];
export type PairRevealed = Got<"/api/pairs/{pair_id}/vote", "post">;
export type Found = Got<"/api/arena/board">;
export type Stand = Found["board"]["waiting"][number];
export type Begun = Got<"/api/arena/battles", "post">;
export type Revealed = Got<"/api/arena/battles/{battle_id}/vote", "post">;
