import type { Operation, OperationKind, OperationStatus } from './generated/schema.js';

export type { OperationKind, OperationStatus };

/** The step that an operation has reached last. */
export type OperationStep = Operation['step'];
