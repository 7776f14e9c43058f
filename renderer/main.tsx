import { main } from './app.tsx';

main();
