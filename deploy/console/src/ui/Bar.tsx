import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components/ProgressBar';

/** @param share 0–1 */
export function Bar({ label, share, children, thin = false }: { label: string; share: number; children?: ReactNode; thin?: boolean }) {
  const value = Math.min(1, Math.max(0, share)) * 100;
  return (
    <ProgressBar className={`bar ${thin ? 'thin' : ''}`} aria-label={label} value={value}>
      {children ? <div className="bar-label">{children}</div> : null}
      <div className="bar-track">
        <div className="bar-fill" style={{ width: `${value}%` }} />
      </div>
    </ProgressBar>
  );
}
