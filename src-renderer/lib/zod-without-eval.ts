/** Import first: zod otherwise tries to compile its checks, which the window's security policy refuses and reports. */
import { z } from 'zod';

z.config({ jitless: true });
