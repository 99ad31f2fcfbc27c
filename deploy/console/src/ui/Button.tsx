import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button';
import { Link as RouterLink } from 'react-router';

type Look = 'primary' | 'danger' | 'quiet' | 'plain';

interface Props extends Omit<AriaProps, 'className' | 'children'> {
  look?: Look;
  compact?: boolean;
  children: ReactNode;
}

const classes = (look: Look, compact: boolean) => `button ${look === 'plain' ? '' : look} ${compact ? 'compact' : ''}`;

/** While it is pending it shows so and cannot be pressed again: a double click counts once. */
export function Button({ look = 'plain', compact = false, isPending = false, onPress, children, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <AriaButton {...rest} onPress={isPending ? undefined : onPress} className={classes(look, compact)}>
      {isPending ? (
        <>
          <span className="spinner" aria-hidden />
          <span className="visually-hidden" role="status">
            {t('common.working')}
          </span>
        </>
      ) : null}
      {children}
    </AriaButton>
  );
}

export function LinkButton({ to, look = 'plain', compact = false, children }: { to: string; look?: Look; compact?: boolean; children: ReactNode }) {
  return (
    <RouterLink to={to} className={classes(look, compact)}>
      {children}
    </RouterLink>
  );
}
