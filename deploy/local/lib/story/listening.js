import { equal, holds, until } from './check.js';
import { dim, line } from './print.js';

/** A WebSocket through the gateway: first the trader's state. */
export async function listens(live) {
  const { sequence, data } = await live.open();
  equal('the first snapshot', [sequence, data.nft.newLevel, data.operation], [0, 0, null]);
  line('live', dim('connected: no NFT, nothing under way'));
}

const STEPS_OF_A_CLAIM = ['started', 'qualification_verified', 'mint_confirmed', 'mint_completed'];

/** Everything the claim did came while it happened; then the connection is lost. */
export async function receivedTheClaim(live) {
  const changed = () => live.events().find(({ event }) => event === 'nft:status_changed');
  await until('the end of the claim', () => live.steps().at(-1) === 'mint_completed' && changed());
  holds(`the steps of the claim ${live.steps()}`, STEPS_OF_A_CLAIM.every((step) => live.steps().includes(step)));
  equal('the new level', [changed().data.newLevel, changed().data.tierName], [1, 'Tech Chicken']);
  inOrder(live);
  live.lose();
  line('live', dim(`${live.events().length} events received; the connection is lost`));
}

/** Back again after the upgrade: what was missed, then the trader's state now. */
export async function comesBack(live, mint) {
  const before = live.events().length;
  await live.open();
  const changed = await until('the upgrade in a snapshot or an event', () => live.events().findLast(({ event, data }) => event === 'nft:status_changed' && data.newLevel === 2));
  equal('the new tier', changed.data.tierName, 'Quant Ape');
  const missed = live.events().slice(before).filter(({ event }) => event === 'nft:transaction_status').map(({ data }) => data.step);
  holds(`the upgrade that was missed: ${missed}`, missed[0] === 'started' && missed.includes('burn_confirmed') && missed.at(-1) === 'mint_completed');
  inOrder(live);
  const { operation } = live.snapshots().at(-1).data;
  equal('the state of the upgrade', [operation.kind, operation.toLevel, operation.status], ['upgrade', 2, 'completed']);
  line('live', dim(`back again: ${live.events().length - before} events were missed, none is lost; ${mint} is there`));
}

function inOrder(live) {
  equal('the numbers of the events', live.events().map(({ sequence }) => sequence), live.events().map((_, i) => i + 1));
}
