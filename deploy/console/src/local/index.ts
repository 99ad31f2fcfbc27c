import { lazy } from 'react';

/** The market of the local suite is no part of the first view. */
export const LocalMarket = lazy(() => import('./Market'));
