import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link as RouterLink } from 'react-router';

type Look = 'primary' | 'danger' | 'quiet' | 'plain';

interface Props extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'aria-label' | 'aria-pressed' | 'autoFocus'> {
  look?: Look;
  compact?: boolean;
  isPending?: boolean;
  isDisabled?: boolean;
  onPress?: () => void;
  children: ReactNode;
}

const classes = (look: Look, compact: boolean) => `button ${look === 'plain' ? '' : look} ${compact ? 'compact' : ''}`;

/**
 * The browser's own button: React Aria's, which only evens out presses, would be a tenth of the first view. While it is pending it shows so and
 * cannot be pressed again: a double click counts once, and the focus stays where it is.
 */
export function Button({ look = 'plain', compact = false, isPending = false, isDisabled = false, type = 'button', onPress, children, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <button
      {...rest}
      type={type}
      disabled={isDisabled}
      aria-disabled={isPending || undefined}
      className={classes(look, compact)}
      onClick={(event) => (isPending ? event.preventDefault() : onPress?.())}
    >
      {isPending ? (
        <>
          <span className="spinner" aria-hidden />
          <span className="visually-hidden" role="status">
            {t('common.working')}
          </span>
        </>
      ) : null}
      {children}
    </button>
  );
}

export function LinkButton({ to, look = 'plain', compact = false, children }: { to: string; look?: Look; compact?: boolean; children: ReactNode }) {
  return (
    <RouterLink to={to} className={classes(look, compact)}>
      {children}
    </RouterLink>
  );
}
