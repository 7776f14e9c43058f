import { describeMappings } from '../support/mappings.ts';
import { doctorSpecs } from './mappings/doctor.ts';
import { manageSpecs } from './mappings/manage.ts';
import { overviewSpecs } from './mappings/overview.ts';

describeMappings('the mapping manager', (show) => {
  overviewSpecs(show);
  manageSpecs(show);
  doctorSpecs(show);
});
