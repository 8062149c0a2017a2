#pragma once
#include <libpq-fe.h>

// libpq has it as a macro of a character ('C'), which Swift doesn't import.
typedef enum {
  SERVICE_DIAG_SQLSTATE = PG_DIAG_SQLSTATE,
} ServiceDiagnostic;
