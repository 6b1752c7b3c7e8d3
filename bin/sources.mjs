// From here on modules are compiled one by one as they are loaded.
import { register } from 'tsx/esm/api';

register();
