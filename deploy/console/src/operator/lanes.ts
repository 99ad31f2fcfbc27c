import type { Moment } from '../api/types';

export const LANES = ['user', 'orchestrator', 'qualification', 'badge', 'minting'] as const;
export type Lane = (typeof LANES)[number];

const PARTICIPANTS: [RegExp, Lane][] = [
  [/qualif/, 'qualification'],
  [/badge/, 'badge'],
  [/mint|burn/, 'minting'],
];

/** Whose lane a moment belongs in: a command and its reply in that of the participant. */
export function laneOf({ kind, name }: Pick<Moment, 'kind' | 'name'>): Lane {
  switch (kind.toLowerCase()) {
    case 'command':
    case 'reply':
      return PARTICIPANTS.find(([pattern]) => pattern.test(name))?.[1] ?? 'orchestrator';
    case 'request':
      return 'user';
    default:
      return 'orchestrator';
  }
}

/** Seconds since the start, to the millisecond. */
export const offset = (at: string, start: string) => `+${((Date.parse(at) - Date.parse(start)) / 1000).toFixed(3)} s`;

const BEFORE_THE_BURN = ['verifying', 'reserving_badges', 'preparing_burn', 'awaiting_signature', 'submitting_burn', 'confirming_burn'];

/** Whether an operation in this state can be cancelled; a burn that lands nevertheless is followed by its mint. */
export const canCancel = (state: string | null | undefined) => state != null && BEFORE_THE_BURN.includes(state);
