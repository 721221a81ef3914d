import written from '../mirrors.config.ts'
import { createWorker } from './create-worker.ts'

/** The Worker of this checkout's own configuration; `tamizdat deploy` writes one like it for any other. */
export default createWorker(written)
