import type { NftClient } from '../client.js';
import { OperationInProgressError } from '../errors.js';
import type { Operation } from '../generated/schema.js';
import type { StoredOperation } from './storage.js';

/**
 * Starts what is recorded, once: its key makes a repeated start give the first answer. If the same
 * is under way already, from another tab or device, that is it.
 */
export async function startOperation(
  client: NftClient,
  record: StoredOperation,
  signal?: AbortSignal,
): Promise<Operation> {
  const options = { idempotencyKey: record.idempotencyKey, ...(signal ? { signal } : {}) };
  try {
    return record.kind === 'claim'
      ? await client.startClaim(options)
      : await client.startUpgrade({ targetLevel: record.targetLevel }, options);
  } catch (error) {
    if (error instanceof OperationInProgressError) {
      const open = await client.getOperation(error.details.operationId);
      if (open.kind === record.kind && open.toLevel === record.targetLevel) {
        return open;
      }
    }
    throw error;
  }
}
