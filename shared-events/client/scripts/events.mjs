// Types of the public topics' messages, from the JSON Schemas of the contract.
import { readFile, readdir } from 'node:fs/promises';
import { compile } from 'json-schema-to-typescript';

const TOPICS = ['nft-events', 'badge-events', 'qualification-events', 'upgrade-events'];

export async function events(folder) {
  const files = (await readdir(folder)).filter((file) => TOPICS.includes(file.split('.')[0])).sort();
  const texts = [];
  const names = [];
  for (const file of files) {
    const type = file.replace(/\.json$/, '');
    const schema = JSON.parse(await readFile(new URL(file, folder), 'utf8'));
    const name = type
      .replace(/-events\./, '_')
      .split('_')
      .map((word) => word[0].toUpperCase() + word.slice(1))
      .join('');
    // A newer producer may add fields: readers ignore what they do not know.
    const text = await compile({ ...withoutLimits(schema), title: name }, name, {
      additionalProperties: false,
      bannerComment: '',
      style: { singleQuote: true },
    });
    texts.push(text);
    names.push([type, name]);
  }
  const map = names.map(([type, name]) => `  '${type}': ${name};`).join('\n');
  const list = names.map(([type]) => `  '${type}',`).join('\n');
  return `${texts.join('\n')}
/** The bodies by \`ce_type\`. */
export interface EventBodies {
${map}
}

/** Every \`ce_type\` that this version knows. */
export const EVENT_TYPES: readonly (keyof EventBodies)[] = [
${list}
];
`;
}

const LIVE = ['snapshot', 'status_changed', 'transaction_status', 'qualification_changed', 'badge_changed', 'awarded'];

/** Types of the WebSocket's events, from the JSON Schemas of the contract. */
export async function liveEvents(folder) {
  const files = (await readdir(folder)).map((file) => file.replace(/\.json$/, '')).sort();
  if (files.join() !== [...LIVE].sort().join()) {
    throw new Error(`LIVE names the events ${LIVE}, the contract ${files}`);
  }
  const texts = [];
  for (const file of LIVE) {
    const schema = JSON.parse(await readFile(new URL(`${file}.json`, folder), 'utf8'));
    const name = typeName(file);
    texts.push(
      await compile({ ...withoutLimits(schema), title: name }, name, {
        additionalProperties: false,
        bannerComment: '',
        style: { singleQuote: true },
      }),
    );
  }
  const map = LIVE.map((file) => `  'nft:${file}': ${typeName(file)};`).join('\n');
  return `${texts.join('\n')}
/** The events by their names. A newer server may send others: they arrive as \`event\`. */
export interface LiveEvents {
${map}
}
`;
}

/** `badge_changed` is `LiveBadgeChanged`. */
function typeName(file) {
  return `Live${file.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('')}`;
}

/** A bounded list is a list: tuples of a hundred places help nobody. */
function withoutLimits(schema) {
  if (Array.isArray(schema)) {
    return schema.map(withoutLimits);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'maxItems' && key !== 'minItems' && key !== '$id')
      .map(([key, value]) => [key, withoutLimits(value)]),
  );
}
