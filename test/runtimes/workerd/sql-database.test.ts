import { sqlDatabaseContract } from '../../contracts/sql-database.ts'
import { openEmptyD1 } from './open-empty-d1.ts'

sqlDatabaseContract('D1', openEmptyD1)
