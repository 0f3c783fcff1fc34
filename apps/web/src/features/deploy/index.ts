export { DeployHost } from './deploy-host';
export { PipelineActions } from './pipeline-actions';
export { RollBackButton } from './roll-back-button';
