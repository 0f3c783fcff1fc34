export { ChooseStartButton } from './components/choose-start-button';
export { DeployHost } from './components/deploy-host';
export { PipelineActions } from './components/pipeline-actions';
export { RollBackButton } from './components/roll-back-button';
