import { Page, useServices } from '@sontechsp/sdk/ui';

export default function Shipments() {
  const { t } = useServices();
  return <Page title={t('kargo:ui.shipments.title')}>{null}</Page>;
}
