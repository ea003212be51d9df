/*
|--------------------------------------------------------------------------
| Memory of a server process
|--------------------------------------------------------------------------
|
| Requests leave short-lived objects behind. V8 would let them fill a space
| of some hundred megabytes before it sweeps; swept often, a process stays
| under 200 MiB. Imported first, while the space is still small.
|
*/

import { setFlagsFromString } from 'node:v8'

setFlagsFromString('--max-semi-space-size=4')
setFlagsFromString('--semi-space-growth-factor=1')
