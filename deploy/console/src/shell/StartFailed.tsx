import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button';
import { Empty } from '../ui/states';

/** Nothing can be shown without the configuration. */
export function StartFailed() {
  const { t } = useTranslation();
  return (
    <main>
      <Empty icon="warn" title={t('common.startFailed')}>
        <p>{t('common.startFailedText')}</p>
        <Button look="primary" onPress={() => location.reload()}>
          {t('common.retry')}
        </Button>
      </Empty>
    </main>
  );
}
