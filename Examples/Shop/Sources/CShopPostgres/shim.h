#pragma once
#include <libpq-fe.h>

// libpq has these as macros of characters ('C'), which Swift doesn't import.
typedef enum {
  SHOP_DIAG_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME,
  SHOP_DIAG_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
  SHOP_DIAG_SQLSTATE = PG_DIAG_SQLSTATE,
} ShopDiagnostic;
