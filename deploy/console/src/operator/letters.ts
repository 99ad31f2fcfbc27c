import type { LetterText, Overview } from '../api/types';

/** The services and the part of the overview that counts the dead letters of each. */
export const SERVICES = {
  'qualification-service': 'users',
  'badge-service': 'badges',
  'minting-service': 'chain',
  'upgrade-orchestrator': 'operations',
} as const;
export type Service = keyof typeof SERVICES;

const SUFFIX = '.dlq';

export interface LetterTopic {
  topic: string;
  records: number;
}

/** The topics of a service, those with letters first; null while they are not known. */
export function topicsOf(picture: Overview, service: Service): LetterTopic[] | null {
  const counts = picture[SERVICES[service]]?.deadLetters;
  return counts ? counts.map(({ topic, records }) => ({ topic: topic.replace(SUFFIX, ''), records })).sort((a, b) => b.records - a.records || a.topic.localeCompare(b.topic)) : null;
}

/** Where an operator begins: the service with the fullest topic. */
export function fullest(picture: Overview): Service {
  const services = Object.keys(SERVICES) as Service[];
  return services.reduce((best, one) => (most(picture, one) > most(picture, best) ? one : best));
}

const most = (picture: Overview, service: Service) => topicsOf(picture, service)?.[0]?.records ?? 0;

/**
 * Somebody else's text as it is, but for what cannot be seen or turns the order of what can: control characters, and marks of direction and
 * of width, are written out.
 */
export const visible = (text: string) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A short form of a key. */
export const keyText = (key: LetterText | null) => (key === null ? null : visible(key.text) + (key.complete ? '' : '…'));
