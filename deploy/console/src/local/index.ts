import { lazy } from 'react';
import { withPages } from '../i18n';

/** The market of the local suite is no part of the first view. */
export const LocalMarket = lazy(() => withPages(import('./Market')));
