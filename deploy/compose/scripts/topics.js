/** Every topic of the suite, as in TopicLayout (shared-events/infrastructure); a test compares them. */
// Stored as they are read, so that the broker refuses what would be larger when it is read.
const BOUNDED = { 'compression.type': 'uncompressed', 'max.message.bytes': '1048588' };
const SEVEN_DAYS = { 'cleanup.policy': 'delete', 'retention.ms': '604800000', ...BOUNDED };
const COMPACTED = { 'cleanup.policy': 'compact', ...BOUNDED };
const DEAD_LETTERS = { ...BOUNDED, 'cleanup.policy': 'delete', 'retention.ms': '2592000000', 'max.message.bytes': '2097152' };

const PARTITIONS = 6;
const COMPACTED_TOPICS = ['users', 'qualification-events'];
const TOPICS = [
  'trades', 'users', 'task-events', 'competition-results', 'qualification-events', 'badge-events', 'nft-events', 'upgrade-events',
  'qualification-commands', 'badge-commands', 'minting-commands', 'saga-replies',
];

/** @type {{name: string, partitions: number, config: Record<string, string>}[]} */
export const topics = [
  ...TOPICS.map((name) => ({ name, partitions: PARTITIONS, config: COMPACTED_TOPICS.includes(name) ? COMPACTED : SEVEN_DAYS })),
  ...TOPICS.map((name) => ({ name: `${name}.dlq`, partitions: 1, config: DEAD_LETTERS })),
];
