CREATE TABLE product (
	id INTEGER NOT NULL, 
	sku VARCHAR NOT NULL, 
	sku_key VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	serial_pattern VARCHAR, 
	pattern_failed_at BIGINT, 
	warranty_days INTEGER, 
	retired_at BIGINT, 
	created_at BIGINT NOT NULL, 
	import_number INTEGER, 
	CONSTRAINT pk_product PRIMARY KEY (id), 
	CONSTRAINT ck_product_warranty_days CHECK (warranty_days > 0), 
	CONSTRAINT uq_product_sku_key UNIQUE (sku_key), 
	CONSTRAINT ck_product_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_product_sku_printable CHECK ((sku NOT GLOB '*[^ -~]*' OR sku NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_name_printable CHECK ((name NOT GLOB '*[^ -~]*' OR name NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_serial_pattern_printable CHECK ((serial_pattern NOT GLOB '*[^ -~]*' OR serial_pattern NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE flow_version (
	id INTEGER NOT NULL, 
	file VARCHAR NOT NULL, 
	follows INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	made_by VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	program VARCHAR NOT NULL, 
	pilot VARCHAR, 
	ends_id INTEGER, 
	CONSTRAINT pk_flow_version PRIMARY KEY (id), 
	CONSTRAINT uq_flow_version_file_follows UNIQUE (file, follows), 
	CONSTRAINT ck_flow_version_sha256 CHECK (length(sha256) = 64), 
	CONSTRAINT ck_flow_version_why CHECK (why <> ''), 
	CONSTRAINT fk_flow_version_ends_id FOREIGN KEY(ends_id) REFERENCES flow_version (id), 
	CONSTRAINT ck_flow_version_made_by_printable CHECK ((made_by NOT GLOB '*[^ -~]*' OR made_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_flow_version_made_by_named CHECK (trim(made_by) <> ''), 
	CONSTRAINT ck_flow_version_why_printable CHECK ((why NOT GLOB '*[^ -~]*' OR why NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_flow_version_pilot_printable CHECK ((pilot NOT GLOB '*[^ -~]*' OR pilot NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE list_view (
	id INTEGER NOT NULL, 
	page VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	definition VARCHAR NOT NULL, 
	saved_by VARCHAR NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_list_view PRIMARY KEY (id), 
	CONSTRAINT uq_list_view_page_name_key UNIQUE (page, name_key), 
	CONSTRAINT ck_list_view_name_printable CHECK ((name NOT GLOB '*[^ -~]*' OR name NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_list_view_saved_by_printable CHECK ((saved_by NOT GLOB '*[^ -~]*' OR saved_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_list_view_saved_by_named CHECK (trim(saved_by) <> '')
);

CREATE TABLE unfinished_import (
	number INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	first_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_unfinished_import PRIMARY KEY (number)
);

CREATE TABLE operator (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	created_at BIGINT NOT NULL, 
	disabled_at BIGINT, 
	password_hash VARCHAR, 
	pin_hash VARCHAR, 
	language VARCHAR(2), 
	CONSTRAINT pk_operator PRIMARY KEY (id), 
	CONSTRAINT uq_operator_name_key UNIQUE (name_key), 
	CONSTRAINT ck_operator_role CHECK (role IN ('operator', 'supervisor', 'trainer', 'admin')), 
	CONSTRAINT ck_operator_language CHECK (language IN ('en', 'de', 'es')), 
	CONSTRAINT ck_operator_name_printable CHECK ((name NOT GLOB '*[^ -~]*' OR name NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE device (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	created_at BIGINT NOT NULL, 
	disabled_at BIGINT, 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT uq_device_name_key UNIQUE (name_key), 
	CONSTRAINT ck_device_name_printable CHECK ((name NOT GLOB '*[^ -~]*' OR name NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE login_entry (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	name VARCHAR NOT NULL, 
	name_key VARCHAR NOT NULL, 
	address VARCHAR NOT NULL, 
	device VARCHAR, 
	method VARCHAR(10), 
	reason VARCHAR, 
	times INTEGER, 
	CONSTRAINT pk_login_entry PRIMARY KEY (id), 
	CONSTRAINT ck_login_entry_kind CHECK (kind IN ('login', 'refused', 'take_over', 'logout', 'dropped')), 
	CONSTRAINT ck_login_entry_method CHECK (method IN ('public_key', 'password', 'pin')), 
	CONSTRAINT ck_login_entry_name_printable CHECK ((name NOT GLOB '*[^ -~]*' OR name NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_login_entry_device_printable CHECK ((device NOT GLOB '*[^ -~]*' OR device NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE store_purpose (
	purpose VARCHAR(8) NOT NULL, 
	first_day BLOB, 
	CONSTRAINT pk_store_purpose PRIMARY KEY (purpose), 
	CONSTRAINT ck_store_purpose_first_day_of_training CHECK (first_day IS NULL OR purpose = 'training'), 
	CONSTRAINT ck_store_purpose_purpose CHECK (purpose IN ('work', 'training'))
);

CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);

CREATE TABLE account (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	code_key VARCHAR NOT NULL, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_code_key UNIQUE (code_key), 
	CONSTRAINT ck_account_code_printable CHECK ((code NOT GLOB '*[^ -~]*' OR code NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE warehouse (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	code_key VARCHAR NOT NULL, 
	CONSTRAINT pk_warehouse PRIMARY KEY (id), 
	CONSTRAINT uq_warehouse_code_key UNIQUE (code_key), 
	CONSTRAINT ck_warehouse_code_printable CHECK ((code NOT GLOB '*[^ -~]*' OR code NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE product_barcode (
	barcode VARCHAR NOT NULL, 
	product_id INTEGER NOT NULL, 
	CONSTRAINT pk_product_barcode PRIMARY KEY (barcode), 
	CONSTRAINT fk_product_barcode_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_product_barcode_barcode_printable CHECK ((barcode NOT GLOB '*[^ -~]*' OR barcode NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE tracking_change (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	old VARCHAR(17) NOT NULL, 
	new VARCHAR(17) NOT NULL, 
	at BIGINT NOT NULL, 
	operator VARCHAR NOT NULL, 
	CONSTRAINT pk_tracking_change PRIMARY KEY (id), 
	CONSTRAINT fk_tracking_change_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_tracking_change_old CHECK (old IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_tracking_change_new CHECK (new IN ('no_tracking', 'track_during_pick', 'full_tracking')), 
	CONSTRAINT ck_tracking_change_operator_printable CHECK ((operator NOT GLOB '*[^ -~]*' OR operator NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_tracking_change_operator_named CHECK (trim(operator) <> '')
);

CREATE TABLE product_change (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	what VARCHAR(14) NOT NULL, 
	old VARCHAR, 
	new VARCHAR, 
	at BIGINT NOT NULL, 
	operator VARCHAR NOT NULL, 
	CONSTRAINT pk_product_change PRIMARY KEY (id), 
	CONSTRAINT fk_product_change_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_product_change_what CHECK (what IN ('name', 'serial_pattern', 'barcode', 'warranty_days', 'retired')), 
	CONSTRAINT ck_product_change_old_printable CHECK ((old NOT GLOB '*[^ -~]*' OR old NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_change_new_printable CHECK ((new NOT GLOB '*[^ -~]*' OR new NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_change_operator_printable CHECK ((operator NOT GLOB '*[^ -~]*' OR operator NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_change_operator_named CHECK (trim(operator) <> '')
);

CREATE TABLE document (
	id INTEGER NOT NULL, 
	kind VARCHAR(11) NOT NULL, 
	ref VARCHAR NOT NULL, 
	ref_key VARCHAR NOT NULL, 
	partner VARCHAR, 
	account_id INTEGER NOT NULL, 
	warehouse_id INTEGER, 
	to_supplier BOOLEAN DEFAULT 0 NOT NULL, 
	pick_list_id INTEGER, 
	state VARCHAR(10) NOT NULL, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	created_at BIGINT NOT NULL, 
	created_by VARCHAR, 
	closed_at BIGINT, 
	import_number INTEGER, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT uq_document_ref_key_kind UNIQUE (ref_key, kind), 
	CONSTRAINT ck_document_state_of_kind CHECK (kind = 'pre_receipt' AND state IN ('open', 'received', 'cancelled') OR kind = 'pick_list' AND state IN ('open', 'picked', 'dispatched', 'cancelled') OR kind = 'transfer' AND state IN ('open', 'shipped', 'received', 'cancelled') OR kind = 'count' AND state IN ('open', 'counted', 'cancelled', 'posted', 'rejected') OR kind = 'batch' AND state IN ('open', 'done', 'cancelled') OR kind = 'return' AND state IN ('open', 'received', 'cancelled') OR kind = 'adjustment' AND state IN ('waiting', 'posted', 'rejected')), 
	CONSTRAINT ck_document_to_supplier CHECK (NOT to_supplier OR kind = 'pick_list' AND partner IS NOT NULL), 
	CONSTRAINT ck_document_pick_list_id CHECK (pick_list_id IS NULL OR kind = 'return'), 
	CONSTRAINT ck_document_kind CHECK (kind IN ('pre_receipt', 'pick_list', 'transfer', 'count', 'batch', 'return', 'adjustment')), 
	CONSTRAINT fk_document_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_document_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT fk_document_pick_list_id FOREIGN KEY(pick_list_id) REFERENCES document (id), 
	CONSTRAINT ck_document_state CHECK (state IN ('open', 'received', 'picked', 'shipped', 'dispatched', 'counted', 'waiting', 'posted', 'rejected', 'done', 'cancelled')), 
	CONSTRAINT ck_document_ref_printable CHECK ((ref NOT GLOB '*[^ -~]*' OR ref NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_document_partner_printable CHECK ((partner NOT GLOB '*[^ -~]*' OR partner NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_document_created_by_printable CHECK ((created_by NOT GLOB '*[^ -~]*' OR created_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_document_created_by_named CHECK (trim(created_by) <> '')
);

CREATE TABLE public_key (
	id INTEGER NOT NULL, 
	operator_id INTEGER, 
	device_id INTEGER, 
	fingerprint VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	added_at BIGINT NOT NULL, 
	CONSTRAINT pk_public_key PRIMARY KEY (id), 
	CONSTRAINT ck_public_key_owner CHECK ((operator_id IS NULL) <> (device_id IS NULL)), 
	CONSTRAINT uq_public_key_operator_id_fingerprint UNIQUE (operator_id, fingerprint), 
	CONSTRAINT uq_public_key_device_id_fingerprint UNIQUE (device_id, fingerprint), 
	CONSTRAINT fk_public_key_operator_id FOREIGN KEY(operator_id) REFERENCES operator (id), 
	CONSTRAINT fk_public_key_device_id FOREIGN KEY(device_id) REFERENCES device (id), 
	CONSTRAINT ck_public_key_label_printable CHECK ((label NOT GLOB '*[^ -~]*' OR label NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE product_hold (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	lot VARCHAR, 
	lot_key VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	held_at BIGINT NOT NULL, 
	held_by VARCHAR NOT NULL, 
	held_after INTEGER NOT NULL, 
	released_at BIGINT, 
	released_by VARCHAR, 
	released_after INTEGER, 
	CONSTRAINT pk_product_hold PRIMARY KEY (id), 
	CONSTRAINT ck_product_hold_release CHECK ((released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (released_after IS NULL)), 
	CONSTRAINT ck_product_hold_lot CHECK ((lot IS NULL) = (lot_key = '')), 
	CONSTRAINT fk_product_hold_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_product_hold_lot_printable CHECK ((lot NOT GLOB '*[^ -~]*' OR lot NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_hold_reason_printable CHECK ((reason NOT GLOB '*[^ -~]*' OR reason NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_hold_held_by_printable CHECK ((held_by NOT GLOB '*[^ -~]*' OR held_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_hold_held_by_named CHECK (trim(held_by) <> ''), 
	CONSTRAINT ck_product_hold_released_by_printable CHECK ((released_by NOT GLOB '*[^ -~]*' OR released_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_product_hold_released_by_named CHECK (trim(released_by) <> '')
);

CREATE TABLE location (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	code_key VARCHAR NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	kind VARCHAR(10) DEFAULT 'storage' NOT NULL, 
	CONSTRAINT pk_location PRIMARY KEY (id), 
	CONSTRAINT uq_location_code_key UNIQUE (code_key), 
	CONSTRAINT fk_location_warehouse_id FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT ck_location_kind CHECK (kind IN ('storage', 'quarantine', 'cart', 'transit')), 
	CONSTRAINT ck_location_code_printable CHECK ((code NOT GLOB '*[^ -~]*' OR code NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE batch_cart (
	id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	cart_id INTEGER NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT pk_batch_cart PRIMARY KEY (id), 
	CONSTRAINT uq_batch_cart_batch_id UNIQUE (batch_id), 
	CONSTRAINT fk_batch_cart_batch_id FOREIGN KEY(batch_id) REFERENCES document (id), 
	CONSTRAINT fk_batch_cart_cart_id FOREIGN KEY(cart_id) REFERENCES location (id)
);

CREATE TABLE batch_list (
	id INTEGER NOT NULL, 
	batch_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	list_id INTEGER NOT NULL, 
	ended_at BIGINT, 
	CONSTRAINT pk_batch_list PRIMARY KEY (id), 
	CONSTRAINT uq_batch_list_batch_id_place UNIQUE (batch_id, place), 
	CONSTRAINT ck_batch_list_place CHECK (place >= 1), 
	CONSTRAINT fk_batch_list_batch_id FOREIGN KEY(batch_id) REFERENCES document (id), 
	CONSTRAINT fk_batch_list_list_id FOREIGN KEY(list_id) REFERENCES document (id)
);

CREATE TABLE transfer (
	document_id INTEGER NOT NULL, 
	to_warehouse_id INTEGER, 
	to_account_id INTEGER, 
	CONSTRAINT pk_transfer PRIMARY KEY (document_id), 
	CONSTRAINT ck_transfer_one_way CHECK ((to_warehouse_id IS NULL) <> (to_account_id IS NULL)), 
	CONSTRAINT fk_transfer_document_id FOREIGN KEY(document_id) REFERENCES document (id) ON DELETE CASCADE, 
	CONSTRAINT fk_transfer_to_warehouse_id FOREIGN KEY(to_warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT fk_transfer_to_account_id FOREIGN KEY(to_account_id) REFERENCES account (id)
);

CREATE TABLE run (
	id INTEGER NOT NULL, 
	operator VARCHAR NOT NULL, 
	operator_key VARCHAR NOT NULL, 
	flow VARCHAR NOT NULL, 
	config VARCHAR NOT NULL, 
	position VARCHAR NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	captured INTEGER NOT NULL, 
	last_capture_at BIGINT, 
	document_id INTEGER, 
	started_at BIGINT NOT NULL, 
	updated_at BIGINT NOT NULL, 
	flow_version_id INTEGER, 
	approved_by VARCHAR, 
	CONSTRAINT pk_run PRIMARY KEY (id), 
	CONSTRAINT ck_run_captured CHECK (captured >= 0), 
	CONSTRAINT ck_run_state CHECK (state IN ('open', 'done', 'cancelled', 'released')), 
	CONSTRAINT fk_run_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT ck_run_operator_printable CHECK ((operator NOT GLOB '*[^ -~]*' OR operator NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_run_operator_named CHECK (trim(operator) <> ''), 
	CONSTRAINT ck_run_approved_by_printable CHECK ((approved_by NOT GLOB '*[^ -~]*' OR approved_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE stock_line (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	location_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	quantity INTEGER NOT NULL, 
	received_at BIGINT NOT NULL, 
	CONSTRAINT pk_stock_line PRIMARY KEY (id), 
	CONSTRAINT uq_stock_line_product_id_location_id_account_id_tracking_type UNIQUE (product_id, location_id, account_id, tracking_type), 
	CONSTRAINT ck_stock_line_quantity CHECK (quantity BETWEEN 0 AND 999999999), 
	CONSTRAINT fk_stock_line_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_stock_line_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT fk_stock_line_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT ck_stock_line_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking'))
);

CREATE TABLE container (
	id INTEGER NOT NULL, 
	code VARCHAR NOT NULL, 
	code_key VARCHAR NOT NULL, 
	kind VARCHAR(6) NOT NULL, 
	inside_id INTEGER, 
	document_id INTEGER, 
	run_id INTEGER, 
	CONSTRAINT pk_container PRIMARY KEY (id), 
	CONSTRAINT uq_container_code_key UNIQUE (code_key), 
	CONSTRAINT ck_container_kind CHECK (kind IN ('tote', 'pallet', 'sscc')), 
	CONSTRAINT fk_container_inside_id FOREIGN KEY(inside_id) REFERENCES container (id), 
	CONSTRAINT fk_container_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_container_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT ck_container_code_printable CHECK ((code NOT GLOB '*[^ -~]*' OR code NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE document_line (
	id INTEGER NOT NULL, 
	kind VARCHAR(11) NOT NULL, 
	document_id INTEGER NOT NULL, 
	line_no INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	location_id INTEGER, 
	quantity INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	received INTEGER DEFAULT '0' NOT NULL, 
	lost INTEGER DEFAULT '0' NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	short_reason VARCHAR, 
	revision INTEGER DEFAULT '0' NOT NULL, 
	run_id INTEGER, 
	CONSTRAINT pk_document_line PRIMARY KEY (id), 
	CONSTRAINT uq_document_line_document_id_line_no UNIQUE (document_id, line_no), 
	CONSTRAINT ck_document_line_state_of_kind CHECK (kind = 'pre_receipt' AND state IN ('open', 'received', 'cancelled') OR kind = 'pick_list' AND state IN ('open', 'picked', 'cancelled') OR kind = 'transfer' AND state IN ('open', 'shipped', 'received', 'cancelled') OR kind = 'count' AND state IN ('open', 'counted', 'cancelled', 'posted', 'rejected') OR kind = 'batch' AND state IN ('open', 'done', 'cancelled') OR kind = 'return' AND state IN ('open', 'received', 'cancelled') OR kind = 'adjustment' AND state IN ('waiting', 'posted', 'rejected')), 
	CONSTRAINT ck_document_line_quantity CHECK (quantity BETWEEN 1 AND 999999999), 
	CONSTRAINT ck_document_line_done CHECK (done BETWEEN 0 AND 999999999), 
	CONSTRAINT ck_document_line_received CHECK (received BETWEEN 0 AND 999999999), 
	CONSTRAINT ck_document_line_lost CHECK (lost BETWEEN 0 AND 999999999), 
	CONSTRAINT ck_document_line_never_more CHECK ((kind <> 'pick_list' OR done <= quantity) AND (kind <> 'transfer' OR done <= quantity) AND (kind <> 'transfer' OR received + lost <= done) AND (kind <> 'batch' OR done <= quantity) AND (kind <> 'return' OR done <= quantity) AND (kind <> 'adjustment' OR done <= quantity)), 
	CONSTRAINT ck_document_line_short_has_reason CHECK ((kind <> 'pick_list' OR state NOT IN ('picked') OR done = quantity OR short_reason IS NOT NULL) AND (kind <> 'transfer' OR state NOT IN ('shipped', 'received') OR done = quantity OR short_reason IS NOT NULL)), 
	CONSTRAINT ck_document_line_kind CHECK (kind IN ('pre_receipt', 'pick_list', 'transfer', 'count', 'batch', 'return', 'adjustment')), 
	CONSTRAINT fk_document_line_document_id FOREIGN KEY(document_id) REFERENCES document (id), 
	CONSTRAINT fk_document_line_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_document_line_location_id FOREIGN KEY(location_id) REFERENCES location (id), 
	CONSTRAINT ck_document_line_state CHECK (state IN ('open', 'received', 'picked', 'shipped', 'dispatched', 'counted', 'waiting', 'posted', 'rejected', 'done', 'cancelled')), 
	CONSTRAINT fk_document_line_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT ck_document_line_short_reason_printable CHECK ((short_reason NOT GLOB '*[^ -~]*' OR short_reason NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE count_pass (
	id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	pass_no INTEGER NOT NULL, 
	counted_by VARCHAR NOT NULL, 
	begun_at BIGINT NOT NULL, 
	begun_after INTEGER NOT NULL, 
	ended_at BIGINT, 
	ended_after INTEGER, 
	expected INTEGER, 
	counted INTEGER, 
	place_done_at BIGINT, 
	CONSTRAINT pk_count_pass PRIMARY KEY (id), 
	CONSTRAINT uq_count_pass_line_id_pass_no UNIQUE (line_id, pass_no), 
	CONSTRAINT ck_count_pass_pass_no CHECK (pass_no >= 1), 
	CONSTRAINT ck_count_pass_ended CHECK ((ended_at IS NULL) = (ended_after IS NULL)), 
	CONSTRAINT ck_count_pass_result CHECK ((counted IS NULL) = (expected IS NULL)), 
	CONSTRAINT ck_count_pass_result_at_end CHECK (ended_at IS NOT NULL OR counted IS NULL), 
	CONSTRAINT ck_count_pass_place_done_after CHECK (ended_at IS NOT NULL OR place_done_at IS NULL), 
	CONSTRAINT ck_count_pass_units CHECK (counted >= 0 AND expected >= 0), 
	CONSTRAINT fk_count_pass_line_id FOREIGN KEY(line_id) REFERENCES document_line (id), 
	CONSTRAINT ck_count_pass_counted_by_printable CHECK ((counted_by NOT GLOB '*[^ -~]*' OR counted_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_count_pass_counted_by_named CHECK (trim(counted_by) <> '')
);

CREATE TABLE noted_serial (
	id INTEGER NOT NULL, 
	line_id INTEGER NOT NULL, 
	pass_no INTEGER NOT NULL, 
	serial VARCHAR NOT NULL, 
	serial_key VARCHAR NOT NULL, 
	finding VARCHAR(10), 
	lot VARCHAR, 
	expiry VARCHAR, 
	CONSTRAINT pk_noted_serial PRIMARY KEY (id), 
	CONSTRAINT uq_noted_serial_line_id_pass_no_serial_key UNIQUE (line_id, pass_no, serial_key), 
	CONSTRAINT ck_noted_serial_length CHECK (length(serial) BETWEEN 1 AND 64), 
	CONSTRAINT fk_noted_serial_line_id FOREIGN KEY(line_id) REFERENCES document_line (id), 
	CONSTRAINT ck_noted_serial_finding CHECK (finding IN ('found', 'missing', 'misplaced', 'removed', 'unexpected', 'unknown')), 
	CONSTRAINT ck_noted_serial_serial_printable CHECK ((serial NOT GLOB '*[^ -~]*' OR serial NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_noted_serial_lot_printable CHECK ((lot NOT GLOB '*[^ -~]*' OR lot NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE pre_receipt_line (
	line_id INTEGER NOT NULL, 
	tracking_type VARCHAR(17) NOT NULL, 
	pre_entered INTEGER NOT NULL, 
	CONSTRAINT pk_pre_receipt_line PRIMARY KEY (line_id), 
	CONSTRAINT ck_pre_receipt_line_pre_entered CHECK (pre_entered >= 0), 
	CONSTRAINT ck_pre_receipt_line_pre_entered_full_tracking CHECK (pre_entered = 0 OR tracking_type = 'full_tracking'), 
	CONSTRAINT fk_pre_receipt_line_line_id FOREIGN KEY(line_id) REFERENCES document_line (id) ON DELETE CASCADE, 
	CONSTRAINT ck_pre_receipt_line_tracking_type CHECK (tracking_type IN ('no_tracking', 'track_during_pick', 'full_tracking'))
);

CREATE TABLE adjustment_line (
	line_id INTEGER NOT NULL, 
	stock_line_id INTEGER, 
	reason VARCHAR NOT NULL, 
	decided_by VARCHAR, 
	CONSTRAINT pk_adjustment_line PRIMARY KEY (line_id), 
	CONSTRAINT fk_adjustment_line_line_id FOREIGN KEY(line_id) REFERENCES document_line (id) ON DELETE CASCADE, 
	CONSTRAINT fk_adjustment_line_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id), 
	CONSTRAINT ck_adjustment_line_reason_printable CHECK ((reason NOT GLOB '*[^ -~]*' OR reason NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_adjustment_line_decided_by_printable CHECK ((decided_by NOT GLOB '*[^ -~]*' OR decided_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_adjustment_line_decided_by_named CHECK (trim(decided_by) <> '')
);

CREATE TABLE serial (
	id INTEGER NOT NULL, 
	product_id INTEGER NOT NULL, 
	serial VARCHAR NOT NULL, 
	serial_key VARCHAR NOT NULL, 
	state VARCHAR(10) NOT NULL, 
	stock_line_id INTEGER, 
	document_line_id INTEGER, 
	run_id INTEGER, 
	captured_at BIGINT, 
	lot VARCHAR, 
	lot_key VARCHAR, 
	expiry VARCHAR, 
	container_id INTEGER, 
	CONSTRAINT pk_serial PRIMARY KEY (id), 
	CONSTRAINT uq_serial_serial_key_product_id UNIQUE (serial_key, product_id), 
	CONSTRAINT ck_serial_in_stock_has_line CHECK ((state = 'in_stock' OR state = 'in_transit') = (stock_line_id IS NOT NULL)), 
	CONSTRAINT ck_serial_capture CHECK ((run_id IS NULL) = (captured_at IS NULL)), 
	CONSTRAINT ck_serial_captured_has_run CHECK (state <> 'captured' OR run_id IS NOT NULL), 
	CONSTRAINT ck_serial_expected_has_line CHECK (state <> 'expected' OR document_line_id IS NOT NULL), 
	CONSTRAINT ck_serial_length CHECK (length(serial) BETWEEN 1 AND 64), 
	CONSTRAINT ck_serial_lot_has_key CHECK ((lot IS NULL) = (lot_key IS NULL)), 
	CONSTRAINT ck_serial_lot_at_arrival CHECK (state <> 'expected' OR run_id IS NOT NULL OR (lot IS NULL AND expiry IS NULL)), 
	CONSTRAINT ck_serial_in_container CHECK (container_id IS NULL OR state = 'expected' OR state = 'in_stock' OR state = 'in_transit' OR state = 'picked'), 
	CONSTRAINT fk_serial_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT ck_serial_state CHECK (state IN ('captured', 'expected', 'in_stock', 'in_transit', 'picked', 'dispatched', 'returned', 'removed')), 
	CONSTRAINT fk_serial_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id), 
	CONSTRAINT fk_serial_document_line_id FOREIGN KEY(document_line_id) REFERENCES document_line (id), 
	CONSTRAINT fk_serial_run_id FOREIGN KEY(run_id) REFERENCES run (id), 
	CONSTRAINT fk_serial_container_id FOREIGN KEY(container_id) REFERENCES container (id), 
	CONSTRAINT ck_serial_serial_printable CHECK ((serial NOT GLOB '*[^ -~]*' OR serial NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_serial_lot_printable CHECK ((lot NOT GLOB '*[^ -~]*' OR lot NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE stock_transaction (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	kind VARCHAR(10) NOT NULL, 
	product_id INTEGER NOT NULL, 
	account_id INTEGER NOT NULL, 
	stock_line_id INTEGER, 
	quantity INTEGER NOT NULL, 
	balance INTEGER, 
	serial_count INTEGER NOT NULL, 
	from_id INTEGER, 
	document_line_id INTEGER, 
	operator VARCHAR NOT NULL, 
	note VARCHAR, 
	flow_version_id INTEGER, 
	approved_by VARCHAR, 
	container_id INTEGER, 
	condition VARCHAR, 
	CONSTRAINT pk_stock_transaction PRIMARY KEY (id), 
	CONSTRAINT ck_stock_transaction_balance_of_line CHECK ((stock_line_id IS NULL) = (balance IS NULL)), 
	CONSTRAINT ck_stock_transaction_quantity CHECK (quantity BETWEEN -999999999 AND 999999999), 
	CONSTRAINT ck_stock_transaction_serial_count CHECK (serial_count >= 0), 
	CONSTRAINT ck_stock_transaction_condition CHECK (trim(condition) <> ''), 
	CONSTRAINT ck_stock_transaction_kind CHECK (kind IN ('receipt', 'pick', 'dispatch', 'transfer', 'adjustment', 'return', 'count')), 
	CONSTRAINT fk_stock_transaction_product_id FOREIGN KEY(product_id) REFERENCES product (id), 
	CONSTRAINT fk_stock_transaction_account_id FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT fk_stock_transaction_stock_line_id FOREIGN KEY(stock_line_id) REFERENCES stock_line (id), 
	CONSTRAINT fk_stock_transaction_from_id FOREIGN KEY(from_id) REFERENCES stock_transaction (id), 
	CONSTRAINT fk_stock_transaction_document_line_id FOREIGN KEY(document_line_id) REFERENCES document_line (id), 
	CONSTRAINT fk_stock_transaction_container_id FOREIGN KEY(container_id) REFERENCES container (id), 
	CONSTRAINT ck_stock_transaction_operator_printable CHECK ((operator NOT GLOB '*[^ -~]*' OR operator NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_stock_transaction_operator_named CHECK (trim(operator) <> ''), 
	CONSTRAINT ck_stock_transaction_note_printable CHECK ((note NOT GLOB '*[^ -~]*' OR note NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_stock_transaction_approved_by_printable CHECK ((approved_by NOT GLOB '*[^ -~]*' OR approved_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_stock_transaction_condition_printable CHECK ((condition NOT GLOB '*[^ -~]*' OR condition NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT)))
);

CREATE TABLE serial_hold (
	id INTEGER NOT NULL, 
	serial_id INTEGER NOT NULL, 
	reason VARCHAR NOT NULL, 
	held_at BIGINT NOT NULL, 
	held_by VARCHAR NOT NULL, 
	released_at BIGINT, 
	released_by VARCHAR, 
	document_line_id INTEGER, 
	CONSTRAINT pk_serial_hold PRIMARY KEY (id), 
	CONSTRAINT ck_serial_hold_release CHECK ((released_at IS NULL) = (released_by IS NULL)), 
	CONSTRAINT fk_serial_hold_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id), 
	CONSTRAINT fk_serial_hold_document_line_id FOREIGN KEY(document_line_id) REFERENCES document_line (id), 
	CONSTRAINT ck_serial_hold_reason_printable CHECK ((reason NOT GLOB '*[^ -~]*' OR reason NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_serial_hold_held_by_printable CHECK ((held_by NOT GLOB '*[^ -~]*' OR held_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_serial_hold_held_by_named CHECK (trim(held_by) <> ''), 
	CONSTRAINT ck_serial_hold_released_by_printable CHECK ((released_by NOT GLOB '*[^ -~]*' OR released_by NOT GLOB CAST(x'2a5b012d1f7f2dc29fc2ad2dc2add89c2dd89ce1a08e2de1a08ee2808b2de2808be2808e2de2808fe280a82de280aee281a02de281afefbbbf2defbbbfefbfb92defbfbbf3a080802df3a081bf5d2a' AS TEXT))), 
	CONSTRAINT ck_serial_hold_released_by_named CHECK (trim(released_by) <> '')
);

CREATE TABLE transaction_serial (
	transaction_id INTEGER NOT NULL, 
	serial_id INTEGER NOT NULL, 
	CONSTRAINT pk_transaction_serial PRIMARY KEY (transaction_id, serial_id), 
	CONSTRAINT fk_transaction_serial_transaction_id FOREIGN KEY(transaction_id) REFERENCES stock_transaction (id), 
	CONSTRAINT fk_transaction_serial_serial_id FOREIGN KEY(serial_id) REFERENCES serial (id)
)
 WITHOUT ROWID;

CREATE VIRTUAL TABLE IF NOT EXISTS serial_part USING fts5 (serial_key, content = '', detail = none, columnsize = 0,
 tokenize = 'trigram case_sensitive 1');

CREATE TABLE IF NOT EXISTS replaced (id INTEGER PRIMARY KEY);

CREATE INDEX ix_container_document ON container (document_id) WHERE document_id IS NOT NULL;

CREATE INDEX ix_container_inside ON container (inside_id) WHERE inside_id IS NOT NULL;

CREATE INDEX ix_container_run ON container (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX ix_document_kind ON document (kind);

CREATE INDEX ix_document_line_in_work ON document_line (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX ix_document_line_product_id ON document_line (product_id);

CREATE INDEX ix_document_line_waiting ON document_line (product_id) WHERE state = 'waiting';

CREATE INDEX ix_document_pick_list ON document (pick_list_id) WHERE pick_list_id IS NOT NULL;

CREATE INDEX ix_login_entry_kind ON login_entry (kind);

CREATE INDEX ix_login_entry_login ON login_entry (name_key, address) WHERE kind = 'login';

CREATE INDEX ix_login_entry_name ON login_entry (name_key);

CREATE INDEX ix_login_entry_pair ON login_entry (name_key, address) WHERE kind IN ('login', 'refused') AND (reason IS NULL OR reason NOT IN ('login_too_often', 'wrong_key'));

CREATE INDEX ix_login_entry_refused ON login_entry (name_key, at) WHERE kind = 'refused';

CREATE INDEX ix_login_entry_unknown ON login_entry (address, at) WHERE times IS NOT NULL;

CREATE INDEX ix_noted_serial_newest ON noted_serial (line_id, pass_no);

CREATE INDEX ix_product_barcode_product_id ON product_barcode (product_id);

CREATE INDEX ix_product_change_product_id ON product_change (product_id);

CREATE INDEX ix_product_hold_product ON product_hold (product_id);

CREATE INDEX ix_serial_capture ON serial (run_id, captured_at) WHERE run_id IS NOT NULL;

CREATE INDEX ix_serial_container ON serial (container_id, stock_line_id) WHERE container_id IS NOT NULL;

CREATE INDEX ix_serial_document_line ON serial (document_line_id) WHERE document_line_id IS NOT NULL;

CREATE INDEX ix_serial_hold_document_line ON serial_hold (document_line_id) WHERE document_line_id IS NOT NULL;

CREATE INDEX ix_serial_hold_serial ON serial_hold (serial_id);

CREATE INDEX ix_serial_lot ON serial (lot_key) WHERE lot_key IS NOT NULL;

CREATE INDEX ix_serial_not_in_stock ON serial (state) WHERE state NOT IN ('captured', 'in_stock');

CREATE INDEX ix_serial_product ON serial (product_id);

CREATE INDEX ix_serial_stock_line ON serial (stock_line_id) WHERE stock_line_id IS NOT NULL;

CREATE INDEX ix_stock_line_account_id ON stock_line (account_id);

CREATE INDEX ix_stock_line_location_id ON stock_line (location_id);

CREATE INDEX ix_stock_transaction_at ON stock_transaction (at);

CREATE INDEX ix_stock_transaction_document_line ON stock_transaction (document_line_id) WHERE document_line_id IS NOT NULL;

CREATE INDEX ix_stock_transaction_kind ON stock_transaction (kind);

CREATE INDEX ix_stock_transaction_line ON stock_transaction (stock_line_id) WHERE stock_line_id IS NOT NULL;

CREATE INDEX ix_stock_transaction_operator ON stock_transaction (operator);

CREATE INDEX ix_stock_transaction_product ON stock_transaction (product_id);

CREATE INDEX ix_stock_transaction_with_serials ON stock_transaction (id) WHERE serial_count > 0;

CREATE INDEX ix_tracking_change_product_id ON tracking_change (product_id);

CREATE INDEX ix_transaction_serial_serial ON transaction_serial (serial_id, transaction_id);

CREATE UNIQUE INDEX uq_batch_cart_in_use ON batch_cart (cart_id) WHERE ended_at IS NULL;

CREATE UNIQUE INDEX uq_batch_list_in_batch ON batch_list (list_id) WHERE ended_at IS NULL;

CREATE UNIQUE INDEX uq_document_line_announced ON document_line (document_id, product_id) WHERE kind IN ('pre_receipt', 'return');

CREATE UNIQUE INDEX uq_document_line_counted ON document_line (document_id, location_id, product_id) WHERE kind = 'count';

CREATE UNIQUE INDEX uq_flow_version_ends ON flow_version (ends_id) WHERE ends_id IS NOT NULL;

CREATE UNIQUE INDEX uq_location_transit ON location (warehouse_id) WHERE kind = 'transit';

CREATE UNIQUE INDEX uq_product_hold_active ON product_hold (product_id, lot_key) WHERE released_at IS NULL;

CREATE UNIQUE INDEX uq_run_open ON run (operator_key, flow) WHERE state = 'open';

CREATE UNIQUE INDEX uq_serial_hold_active ON serial_hold (serial_id) WHERE released_at IS NULL;

CREATE UNIQUE INDEX uq_stock_transaction_from ON stock_transaction (from_id) WHERE from_id IS NOT NULL;

INSERT INTO account (id, code, code_key) VALUES (1, 'MAIN', 'main');

INSERT INTO account (id, code, code_key) VALUES (2, 'ACME', 'acme');

INSERT INTO device (id, name, name_key, created_at, disabled_at) VALUES (1, 'DOCK-1', 'dock-1', 1772438512000000, NULL);

INSERT INTO list_view (id, page, name, name_key, definition, saved_by, saved_at) VALUES (1, 'stock', 'Mine', 'mine', '{"columns": ["product", "quantity"], "filters": {"search": "A"}}', 'maria', 1772438512000000);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (1, 1772438512000000, 'login', 'anna', 'anna', '192.0.2.1', NULL, 'password', NULL, NULL);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (2, 1772438572000000, 'refused', 'anna', 'anna', '192.0.2.1', NULL, 'password', 'wrong_password', NULL);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (3, 1772438632000000, 'refused', 'nobody', 'nobody', '192.0.2.1', NULL, 'password', 'wrong_password', 1);

INSERT INTO login_entry (id, at, kind, name, name_key, address, device, method, reason, times) VALUES (4, 1772438692000000, 'logout', 'anna', 'anna', '192.0.2.1', NULL, 'password', NULL, NULL);

INSERT INTO operator (id, name, name_key, role, created_at, disabled_at, password_hash, pin_hash, language) VALUES (1, 'anna', 'anna', 'operator', 1772438512000000, NULL, 'argon2id of a password', 'argon2id of a PIN', NULL);

INSERT INTO operator (id, name, name_key, role, created_at, disabled_at, password_hash, pin_hash, language) VALUES (2, 'Maria', 'maria', 'admin', 1772438512000000, NULL, NULL, NULL, NULL);

INSERT INTO operator (id, name, name_key, role, created_at, disabled_at, password_hash, pin_hash, language) VALUES (3, 'gone', 'gone', 'supervisor', 1772438512000000, 1772438512000000, NULL, NULL, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (1, 'CAM-1', 'cam-1', 'CAM-1', 'full_tracking', 'SN\d{4}', NULL, 365, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (2, 'RTR-1', 'rtr-1', 'Router 10-port', 'full_tracking', 'R-\d+', 1772438512000000, NULL, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (3, 'BAT-1', 'bat-1', 'BAT-1', 'track_during_pick', NULL, NULL, NULL, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (4, 'BOX-1', 'box-1', 'BOX-1', 'track_during_pick', NULL, NULL, NULL, NULL, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (5, 'OLD-1', 'old-1', 'OLD-1', 'no_tracking', NULL, NULL, NULL, 1772438512000000, 1772438400000000, NULL);

INSERT INTO product (id, sku, sku_key, name, tracking_type, serial_pattern, pattern_failed_at, warranty_days, retired_at, created_at, import_number) VALUES (6, 'IMP-1', 'imp-1', 'Imported', 'full_tracking', NULL, NULL, NULL, NULL, 1772438512000000, 1);

INSERT INTO setting (key, value) VALUES ('default_tracking_type', 'full_tracking');

INSERT INTO setting (key, value) VALUES ('last_import', '1');

INSERT INTO setting (key, value) VALUES ('login_retention_days', '90');

INSERT INTO setting (key, value) VALUES ('serial_letters', 'any');

INSERT INTO store_purpose (purpose, first_day) VALUES ('work', NULL);

INSERT INTO warehouse (id, code, code_key) VALUES (1, 'MAIN', 'main');

INSERT INTO warehouse (id, code, code_key) VALUES (2, 'NORTH', 'north');

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (1, 'pre_receipt', 'PR-1', 'pr-1', 'Lens', 1, NULL, 0, NULL, 'received', 0, 1772438400000000, 'office', 1772438428000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (2, 'pre_receipt', 'PR-2', 'pr-2', 'Northlink', 2, NULL, 0, NULL, 'open', 1, 1772438428000000, 'office', NULL, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (3, 'pre_receipt', 'PR-5', 'pr-5', NULL, 1, NULL, 0, NULL, 'received', 0, 1772438444000000, 'office', 1772438454000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (4, 'pre_receipt', 'PR-3', 'pr-3', NULL, 1, NULL, 0, NULL, 'cancelled', 1, 1772438454000000, 'office', 1772438454000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (5, 'pre_receipt', 'PR-4', 'pr-4', NULL, 1, NULL, 0, NULL, 'open', 1, 1772438454000000, 'office', NULL, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (6, 'pick_list', 'PL-1', 'pl-1', 'Hotel', 1, NULL, 0, NULL, 'dispatched', 0, 1772438454000000, 'office', 1772438474000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (7, 'pick_list', 'PL-2', 'pl-2', 'Museum', 1, NULL, 0, NULL, 'picked', 0, 1772438474000000, 'office', 1772438490000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (8, 'pick_list', 'PL-5', 'pl-5', NULL, 1, NULL, 0, NULL, 'picked', 0, 1772438490000000, 'office', 1772438500000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (9, 'pick_list', 'PL-3', 'pl-3', NULL, 1, NULL, 0, NULL, 'cancelled', 0, 1772438500000000, 'office', 1772438500000000, NULL);

INSERT INTO document (id, kind, ref, ref_key, partner, account_id, warehouse_id, to_supplier, pick_list_id, state, revision, created_at, created_by, closed_at, import_number) VALUES (10, 'pick_list', 'PL-4', 'pl-4', NULL, 1, NULL, 0, NULL, 'open', 0, 1772438500000000, 'office', NULL, NULL);

INSERT INTO location (id, code, code_key, warehouse_id, kind) VALUES (1, 'GOODS-IN', 'goods-in', 1, 'storage');

INSERT INTO location (id, code, code_key, warehouse_id, kind) VALUES (2, 'TRANSIT-MAIN', 'transit-main', 1, 'transit');

INSERT INTO location (id, code, code_key, warehouse_id, kind) VALUES (3, 'A-01', 'a-01', 1, 'storage');

INSERT INTO location (id, code, code_key, warehouse_id, kind) VALUES (4, 'A-02', 'a-02', 1, 'storage');

INSERT INTO location (id, code, code_key, warehouse_id, kind) VALUES (5, 'TRANSIT-NORTH', 'transit-north', 2, 'transit');

INSERT INTO location (id, code, code_key, warehouse_id, kind) VALUES (6, 'N-01', 'n-01', 2, 'storage');

INSERT INTO product_barcode (barcode, product_id) VALUES ('09521234543213', 1);

INSERT INTO product_barcode (barcode, product_id) VALUES ('09521234543244', 3);

INSERT INTO product_barcode (barcode, product_id) VALUES ('house-9', 4);

INSERT INTO product_barcode (barcode, product_id) VALUES ('imp', 6);

INSERT INTO product_barcode (barcode, product_id) VALUES ('rtr', 2);

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (1, 2, 'name', 'RTR-1', 'Router 10-port', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (2, 2, 'serial_pattern', NULL, 'R-\d+', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (3, 2, 'barcode', '09521234543220', NULL, 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (4, 2, 'barcode', NULL, 'rtr', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (5, 1, 'warranty_days', NULL, '365', 1772438512000000, 'maria');

INSERT INTO product_change (id, product_id, what, old, new, at, operator) VALUES (6, 5, 'retired', NULL, 'yes', 1772438512000000, 'maria');

INSERT INTO product_hold (id, product_id, lot, lot_key, reason, held_at, held_by, held_after, released_at, released_by, released_after) VALUES (1, 3, NULL, '', 'leaks', 1772438512000000, 'maria', 10, NULL, NULL, NULL);

INSERT INTO product_hold (id, product_id, lot, lot_key, reason, held_at, held_by, held_after, released_at, released_by, released_after) VALUES (2, 1, 'L7', 'l7', 'under test', 1772438512000000, 'maria', 15, 1772438512000000, 'maria', 15);

INSERT INTO public_key (id, operator_id, device_id, fingerprint, text, label, added_at) VALUES (1, 1, NULL, 'SHA256:anna', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@desk', 'anna@desk', 1772438512000000);

INSERT INTO public_key (id, operator_id, device_id, fingerprint, text, label, added_at) VALUES (2, NULL, 1, 'SHA256:anna', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI anna@desk', 'anna@desk', 1772438512000000);

INSERT INTO tracking_change (id, product_id, old, new, at, operator) VALUES (1, 4, 'no_tracking', 'track_during_pick', 1772438500000000, 'office');

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (1, 'anna', 'anna', 'goods_in', '{"title":"goods_in","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}}],"options":{"needs_supervisor":[],"short":"ask","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[],"snapshot":1}', '{"step": "scan_pre_receipt", "moves": 14, "recent": ["a1"]}', 'done', 0, 1772438412000000, 1, 1772438402000000, 1772438428000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (2, 'anna', 'anna', 'goods_in', '{"title":"goods_in","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}}],"options":{"needs_supervisor":[],"short":"ask","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[],"snapshot":1}', '{"step": "scan_pre_receipt", "moves": 13}', 'done', 0, NULL, 3, 1772438430000000, 1772438454000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (3, 'ben', 'ben', 'goods_out', '{"title":"goods_out","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}}],"options":{"needs_supervisor":[],"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","origin":"verify","expired":"refuse"},"left_out":[{"scan_batch":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_tote":{"prompt":"","help":"","carriers":[],"verify":true}}],"snapshot":1}', '{"step": "scan_pick_list", "moves": 10}', 'done', 0, 1772438472000000, 6, 1772438456000000, 1772438474000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (4, 'ben', 'ben', 'goods_out', '{"title":"goods_out","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}}],"options":{"needs_supervisor":[],"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","origin":"verify","expired":"refuse"},"left_out":[{"scan_batch":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_tote":{"prompt":"","help":"","carriers":[],"verify":true}}],"snapshot":1}', '{"step": "scan_pick_list", "moves": 8}', 'done', 0, 1772438488000000, 7, 1772438476000000, 1772438490000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (5, 'ben', 'ben', 'goods_out', '{"title":"goods_out","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}}],"options":{"needs_supervisor":[],"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","origin":"verify","expired":"refuse"},"left_out":[{"scan_batch":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_tote":{"prompt":"","help":"","carriers":[],"verify":true}}],"snapshot":1}', '{"step": "scan_pick_list", "moves": 5}', 'done', 0, NULL, 8, 1772438492000000, 1772438500000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (6, 'cleo', 'cleo', 'goods_in', '{"title":"goods_in","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}}],"options":{"needs_supervisor":[],"short":"close","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[],"snapshot":1}', '{"step": "enter_serials", "line_id": 9, "moves": 4, "recent": ["c1", "c2"], "ids": {"document": 5}}', 'open', 2, 1772438508000000, 5, 1772438502000000, 1772438508000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (7, 'dora', 'dora', 'goods_out', '{"title":"goods_out","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_out","operation":"pick_by_pick_list","steps":[{"scan_pick_list":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}}],"options":{"needs_supervisor":[],"short_reasons":["Not found","Damaged","Location empty"],"empty_reason":"Location empty","without_serial_step":"refuse","origin":"verify","expired":"refuse"},"left_out":[{"scan_batch":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_tote":{"prompt":"","help":"","carriers":[],"verify":true}}],"snapshot":1}', '{"step": "scan_location", "line_id": 16, "stock_line_id": 6, "moves": 1, "ids": {"document": 10}}', 'open', 0, NULL, 10, 1772438510000000, 1772438510000000, NULL, NULL);

INSERT INTO run (id, operator, operator_key, flow, config, position, state, captured, last_capture_at, document_id, started_at, updated_at, flow_version_id, approved_by) VALUES (8, 'emil', 'emil', 'goods_in', '{"title":"goods_in","short_title":"","shown_to":{},"afterwards":"","separator":"\u001d","name":"goods_in","operation":"pre_receipt_receive","steps":[{"scan_pre_receipt":{"prompt":"","help":"","carriers":[],"accept":["code","list"]}},{"scan_product":{"prompt":"","help":"","carriers":[],"accept":["sku","barcode","gs1","list"],"skip_when":""}},{"enter_serials":{"prompt":"","help":"","carriers":[],"accept":["serial","gs1","several","range"],"separators":",;|","ranges":true,"repeat_window_ms":1000}},{"confirm_quantity":{"prompt":"","help":"","carriers":[],"skip_when":""}},{"scan_location":{"prompt":"","help":"","carriers":[],"accept":["code"],"default":"","keep":false,"confirm":"","skip_when":""}}],"options":{"needs_supervisor":[],"short":"close","without_serial_step":"refuse","pre_entered":"accept","over_receipt":"allow"},"left_out":[],"snapshot":1}', '{"step": "scan_product", "moves": 1, "ids": {"document": 5}}', 'released', 0, NULL, 5, 1772438512000000, 1772438512000000, NULL, NULL);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (1, 1, 3, 1, 'full_tracking', 0, 1772438416000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (2, 4, 4, 1, 'no_tracking', 6, 1772438422000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (3, 3, 3, 1, 'track_during_pick', 4, 1772438428000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (4, 2, 4, 2, 'full_tracking', 3, 1772438436000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (5, 4, 4, 2, 'no_tracking', 6, 1772438444000000);

INSERT INTO stock_line (id, product_id, location_id, account_id, tracking_type, quantity, received_at) VALUES (6, 1, 4, 1, 'full_tracking', 1, 1772438500000000);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (1, 'pre_receipt', 1, 1, 1, NULL, 4, 4, 0, 0, 'received', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (2, 'pre_receipt', 1, 2, 4, NULL, 10, 10, 0, 0, 'received', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (3, 'pre_receipt', 1, 3, 3, NULL, 5, 5, 0, 0, 'received', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (4, 'pre_receipt', 2, 1, 2, NULL, 3, 3, 0, 0, 'received', NULL, 1, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (5, 'pre_receipt', 2, 2, 4, NULL, 8, 6, 0, 0, 'open', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (6, 'pre_receipt', 3, 1, 4, NULL, 3, 2, 0, 0, 'received', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (7, 'pre_receipt', 4, 1, 2, NULL, 2, 0, 0, 0, 'cancelled', NULL, 1, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (8, 'pre_receipt', 5, 1, 2, NULL, 2, 0, 0, 0, 'open', NULL, 1, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (9, 'pre_receipt', 5, 2, 1, NULL, 3, 0, 0, 0, 'open', NULL, 0, 6);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (10, 'pick_list', 6, 1, 1, 3, 2, 2, 0, 0, 'picked', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (11, 'pick_list', 6, 2, 3, NULL, 1, 1, 0, 0, 'picked', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (12, 'pick_list', 7, 1, 4, NULL, 4, 4, 0, 0, 'picked', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (13, 'pick_list', 7, 2, 1, NULL, 1, 1, 0, 0, 'picked', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (14, 'pick_list', 8, 1, 4, NULL, 3, 2, 0, 0, 'picked', 'broken', 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (15, 'pick_list', 9, 1, 4, NULL, 1, 0, 0, 0, 'cancelled', NULL, 0, NULL);

INSERT INTO document_line (id, kind, document_id, line_no, product_id, location_id, quantity, done, received, lost, state, short_reason, revision, run_id) VALUES (16, 'pick_list', 10, 1, 1, NULL, 1, 0, 0, 0, 'open', NULL, 0, 7);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (1, 'full_tracking', 0);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (2, 'no_tracking', 0);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (3, 'track_during_pick', 0);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (4, 'full_tracking', 3);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (5, 'no_tracking', 0);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (6, 'no_tracking', 0);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (7, 'full_tracking', 0);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (8, 'full_tracking', 2);

INSERT INTO pre_receipt_line (line_id, tracking_type, pre_entered) VALUES (9, 'full_tracking', 0);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (1, 1, 'SN0001', 'sn0001', 'in_stock', 6, NULL, NULL, NULL, 'L7', 'l7', '2029-12-31', NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (2, 1, 'SN0002', 'sn0002', 'dispatched', NULL, NULL, NULL, NULL, 'L7', 'l7', '2029-12-31', NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (3, 1, 'SN0003', 'sn0003', 'picked', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (4, 1, 'SN0004', 'sn0004', 'removed', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (5, 2, 'R-0001', 'r-0001', 'in_stock', 4, 4, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (6, 2, 'R-0002', 'r-0002', 'in_stock', 4, 4, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (7, 2, 'R-0003', 'r-0003', 'in_stock', 4, 4, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (8, 2, 'R-0006', 'r-0006', 'expected', NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (9, 2, 'R-0007', 'r-0007', 'expected', NULL, 8, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (10, 3, 'B-0001', 'b-0001', 'dispatched', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (11, 1, 'SN0011', 'sn0011', 'captured', NULL, NULL, 6, 1772438506000000, NULL, NULL, NULL, NULL);

INSERT INTO serial (id, product_id, serial, serial_key, state, stock_line_id, document_line_id, run_id, captured_at, lot, lot_key, expiry, container_id) VALUES (12, 1, 'SN0012', 'sn0012', 'captured', NULL, NULL, 6, 1772438508000000, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (1, 1772438416000000, 'receipt', 1, 1, 1, 4, 4, 4, NULL, 1, 'anna', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (2, 1772438422000000, 'receipt', 4, 1, 2, 10, 10, 0, NULL, 2, 'anna', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (3, 1772438428000000, 'receipt', 3, 1, 3, 5, 5, 0, NULL, 3, 'anna', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (4, 1772438436000000, 'receipt', 2, 2, 4, 3, 3, 3, NULL, 4, 'anna', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (5, 1772438444000000, 'receipt', 4, 2, 5, 6, 6, 0, NULL, 5, 'anna', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (6, 1772438454000000, 'receipt', 4, 1, 2, 2, 12, 0, NULL, 6, 'anna', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (7, 1772438466000000, 'pick', 1, 1, 1, -2, 2, 2, NULL, 10, 'ben', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (8, 1772438474000000, 'pick', 3, 1, 3, -1, 4, 1, NULL, 11, 'ben', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (9, 1772438474000000, 'dispatch', 1, 1, NULL, -2, NULL, 2, NULL, 10, 'office', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (10, 1772438474000000, 'dispatch', 3, 1, NULL, -1, NULL, 1, NULL, 11, 'office', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (11, 1772438482000000, 'pick', 4, 1, 2, -4, 8, 0, NULL, 12, 'ben', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (12, 1772438490000000, 'pick', 1, 1, 1, -1, 1, 1, NULL, 13, 'ben', NULL, NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (13, 1772438500000000, 'pick', 4, 1, 2, -2, 6, 0, NULL, 14, 'ben', 'short: broken', NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (14, 1772438500000000, 'adjustment', 1, 1, 1, -1, 0, 1, NULL, NULL, 'office', 'dented', NULL, NULL, NULL, NULL);

INSERT INTO stock_transaction (id, at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count, from_id, document_line_id, operator, note, flow_version_id, approved_by, container_id, condition) VALUES (15, 1772438500000000, 'return', 1, 1, 6, 1, 1, 1, NULL, NULL, 'office', 'returned', NULL, NULL, NULL, 'not stated');

INSERT INTO serial_hold (id, serial_id, reason, held_at, held_by, released_at, released_by, document_line_id) VALUES (1, 1, 'dented', 1772438512000000, 'maria', NULL, NULL, NULL);

INSERT INTO serial_hold (id, serial_id, reason, held_at, held_by, released_at, released_by, document_line_id) VALUES (2, 5, 'recalled', 1772438512000000, 'maria', 1772438512000000, 'maria', NULL);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 1);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 2);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 3);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (1, 4);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (4, 5);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (4, 6);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (4, 7);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (7, 1);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (7, 2);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (8, 10);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (9, 1);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (9, 2);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (10, 10);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (12, 3);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (14, 4);

INSERT INTO transaction_serial (transaction_id, serial_id) VALUES (15, 1);

PRAGMA application_id=1397246020;

PRAGMA user_version=16;

INSERT INTO serial_part (rowid, serial_key) SELECT id, serial_key FROM serial WHERE state <> 'captured';

CREATE TRIGGER ledger_insert BEFORE INSERT ON stock_transaction FOR EACH ROW BEGIN SELECT CASE WHEN NEW.stock_line_id IS NULL AND NEW.kind <> 'dispatch' AND NEW.quantity <> 0 THEN RAISE(ABORT, 'R16: only a dispatch moves a quantity without a stock line') WHEN NEW.kind IN ('receipt', 'return') AND NEW.quantity < 0 THEN RAISE(ABORT, 'R16: a receipt or return cannot take away') WHEN NEW.kind IN ('pick', 'dispatch') AND NEW.quantity > 0 THEN RAISE(ABORT, 'R16: a pick or dispatch cannot add') WHEN NEW.kind = 'dispatch' AND NEW.stock_line_id IS NOT NULL THEN RAISE(ABORT, 'R16: a dispatch has no stock line') WHEN (NEW.kind = 'pick' OR NEW.kind = 'dispatch') AND EXISTS (SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.lot_key = ''
 AND h.released_at IS NULL) AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.to_supplier) THEN RAISE(ABORT, 'R42, R50: a product on hold does not leave, but to its supplier') WHEN NEW.from_id IS NOT NULL AND EXISTS (SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.lot_key = ''
 AND h.released_at IS NULL) AND NOT EXISTS (SELECT 1 FROM stock_line AS a JOIN location AS la ON la.id = a.location_id
 JOIN stock_line AS b ON b.account_id = a.account_id JOIN location AS lb ON lb.id = b.location_id
 WHERE a.id = (SELECT f.stock_line_id FROM stock_transaction AS f WHERE f.id = NEW.from_id) AND b.id = NEW.stock_line_id AND lb.warehouse_id = la.warehouse_id) AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = (SELECT f.stock_line_id FROM stock_transaction AS f WHERE f.id = NEW.from_id) AND p.kind = 'transit') THEN RAISE(ABORT, 'R42, R50: a product on hold stays in its warehouse and account') WHEN NEW.stock_line_id IS NOT NULL AND abs(NEW.quantity) <> NEW.serial_count AND EXISTS (SELECT 1
 FROM stock_line AS s WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'full_tracking') THEN RAISE(ABORT, 'R16: on a Full Tracking line each unit has its serial') WHEN NEW.quantity < 0 AND NEW.balance >= 0 AND (SELECT count(n.id) - CASE WHEN (NEW.kind = 'pick') THEN (SELECT count(*) FROM serial AS n JOIN document_line AS d ON d.run_id = n.run_id
 WHERE d.id = NEW.document_line_id AND n.stock_line_id = NEW.stock_line_id) ELSE NEW.serial_count END FROM stock_line AS s LEFT JOIN serial AS n ON n.stock_line_id = s.id
 WHERE s.id = NEW.stock_line_id AND s.tracking_type = 'track_during_pick') > NEW.balance THEN RAISE(ABORT, 'R16: a stock line never holds more serials than units') WHEN NEW.stock_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.account_id = NEW.account_id AND s.quantity + NEW.quantity = NEW.balance) THEN RAISE(ABORT, 'R16: the balance must be the quantity of the stock line plus the quantity of the transaction') WHEN NEW.stock_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM stock_transaction AS t
 WHERE t.stock_line_id = NEW.stock_line_id AND t.id >= NEW.id AND NEW.id > 0) THEN RAISE(ABORT, 'R16: the ledger is append-only') WHEN NEW.kind = 'transfer' AND (NEW.from_id IS NULL) <> (NEW.quantity < 0) THEN RAISE(ABORT, 'R18: a transfer leaves with one row, and the row that arrives names it') WHEN NEW.from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock_transaction AS f JOIN stock_line AS a ON a.id = f.stock_line_id
 JOIN stock_line AS b ON b.id = NEW.stock_line_id WHERE f.id = NEW.from_id AND f.quantity < 0
 AND f.quantity = -NEW.quantity AND f.kind = NEW.kind AND (f.kind = 'transfer' OR f.kind = 'count')
 AND f.product_id = NEW.product_id AND f.serial_count = NEW.serial_count AND a.tracking_type = b.tracking_type
 AND (a.location_id = b.location_id) <> (a.account_id = b.account_id)) THEN RAISE(ABORT, 'R18: what arrives is what left') WHEN NEW.from_id IS NOT NULL AND NEW.kind = 'transfer' AND NOT EXISTS (SELECT 1 FROM transfer AS r JOIN document_line AS d ON d.document_id = r.document_id WHERE d.id = NEW.document_line_id) AND NOT EXISTS (SELECT 1 FROM stock_line AS a JOIN location AS la ON la.id = a.location_id
 JOIN stock_line AS b ON b.account_id = a.account_id JOIN location AS lb ON lb.id = b.location_id
 WHERE a.id = (SELECT f.stock_line_id FROM stock_transaction AS f WHERE f.id = NEW.from_id) AND b.id = NEW.stock_line_id AND lb.warehouse_id = la.warehouse_id) THEN RAISE(ABORT, 'R22: a move stays in one warehouse and one account') WHEN NEW.kind = 'pick' AND NEW.stock_line_id IS NOT NULL AND (SELECT p.kind FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id) <> 'storage'
 AND NOT ((SELECT p.kind FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id) = 'quarantine' AND EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.to_supplier))
 AND NOT ((SELECT p.kind FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id) = 'cart' AND EXISTS (SELECT 1 FROM document_line AS k JOIN batch_list AS b ON b.list_id = k.document_id AND b.ended_at IS NULL
 JOIN batch_cart AS c ON c.batch_id = b.batch_id WHERE k.id = NEW.document_line_id AND c.cart_id = (SELECT s.location_id FROM stock_line AS s WHERE s.id = NEW.stock_line_id))) THEN RAISE(ABORT, 'R19, R37: a pick takes from storage, from quarantine only for a supplier return, from a cart only for its batch') WHEN NEW.kind = 'pick' AND NEW.stock_line_id IS NOT NULL AND EXISTS (SELECT 1 FROM document_line AS d
 JOIN document AS o ON o.id = d.document_id JOIN stock_line AS s ON s.id = NEW.stock_line_id
 JOIN location AS p ON p.id = s.location_id WHERE d.id = NEW.document_line_id AND p.warehouse_id <> o.warehouse_id) THEN RAISE(ABORT, 'R19: a pick list that names a warehouse takes from it alone') WHEN NEW.stock_line_id IS NOT NULL AND (SELECT p.kind FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id) = 'transit' AND NOT ((NEW.kind = 'transfer'
 OR NEW.kind = 'adjustment' AND NEW.quantity < 0) AND EXISTS (SELECT 1 FROM transfer AS r JOIN document_line AS d ON d.document_id = r.document_id WHERE d.id = NEW.document_line_id)) THEN RAISE(ABORT, 'R19, R26: only a transfer puts goods at a transit location and takes them off') WHEN NEW.quantity < 0 AND (SELECT p.kind FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id) = 'transit' AND (SELECT coalesce(sum(t.quantity), 0) FROM stock_transaction AS t
 WHERE t.document_line_id = NEW.document_line_id AND t.stock_line_id = NEW.stock_line_id) < -NEW.quantity THEN RAISE(ABORT, 'R25: no more than is in transit on the transfer') WHEN NEW.from_id IS NOT NULL AND EXISTS (SELECT 1 FROM transfer AS r JOIN document_line AS d ON d.document_id = r.document_id WHERE d.id = NEW.document_line_id) AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 JOIN transfer AS r ON r.document_id = o.id JOIN stock_transaction AS f ON f.id = NEW.from_id AND f.document_line_id = d.id
 JOIN stock_line AS a ON a.id = f.stock_line_id JOIN location AS pa ON pa.id = a.location_id
 JOIN stock_line AS b ON b.id = NEW.stock_line_id JOIN location AS pb ON pb.id = b.location_id
 WHERE d.id = NEW.document_line_id AND d.product_id = NEW.product_id AND CASE WHEN r.to_account_id IS NOT NULL
 THEN pa.kind = 'storage' AND a.account_id = o.account_id AND b.account_id = r.to_account_id
 WHEN pb.kind = 'transit'
 THEN pa.kind = 'storage' AND pa.warehouse_id = o.warehouse_id AND pb.warehouse_id = r.to_warehouse_id AND a.account_id = o.account_id
 ELSE pa.kind = 'transit' AND (pb.warehouse_id = r.to_warehouse_id OR pb.warehouse_id = o.warehouse_id) END) THEN RAISE(ABORT, 'R23: goods go the way that their transfer says') WHEN (NEW.kind = 'transfer' OR NEW.kind = 'receipt' OR NEW.kind = 'return') AND EXISTS (SELECT 1 FROM batch_cart AS c WHERE c.cart_id = (SELECT s.location_id FROM stock_line AS s WHERE s.id = NEW.stock_line_id) AND c.ended_at IS NULL
 AND NOT (NEW.quantity > 0 AND EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id AND l.document_id = c.batch_id))) THEN RAISE(ABORT, 'R22: the cart of an open batch gives nothing and takes nothing') WHEN NEW.from_id IS NOT NULL AND EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id
 AND l.kind = 'batch') AND NOT EXISTS (SELECT 1 FROM document_line AS l JOIN document AS d ON d.id = l.document_id
 JOIN batch_cart AS c ON c.batch_id = d.id JOIN stock_line AS b ON b.id = NEW.stock_line_id AND b.location_id = c.cart_id
 JOIN stock_transaction AS f ON f.id = NEW.from_id AND f.document_line_id = l.id JOIN stock_line AS a ON a.id = f.stock_line_id
 JOIN location AS p ON p.id = a.location_id AND p.kind = 'storage'
 WHERE l.id = NEW.document_line_id AND l.product_id = NEW.product_id AND a.account_id = d.account_id) THEN RAISE(ABORT, 'R32: a walk takes from storage, onto the cart of its batch') WHEN (NEW.kind = 'return' AND EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.document_line_id AND d.kind = 'pick_list')) AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.state = 'cancelled' AND o.account_id = NEW.account_id
 AND d.product_id = NEW.product_id) THEN RAISE(ABORT, 'R36: what was picked comes back to its account, once its list is cancelled') WHEN (NEW.kind = 'return' AND EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.document_line_id AND d.kind = 'pick_list')) AND ((SELECT coalesce(sum(CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END * abs(t.quantity)), 0) FROM stock_transaction AS t WHERE t.document_line_id = NEW.document_line_id AND (t.kind = 'pick' OR t.kind = 'return')) < NEW.quantity OR (SELECT coalesce(sum(CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END * abs(t.quantity)), 0) FROM stock_transaction AS t WHERE t.document_line_id = NEW.document_line_id AND (t.kind = 'pick' OR t.kind = 'return')) - NEW.quantity < (SELECT coalesce(sum(CASE WHEN t.kind = 'pick' THEN 1 ELSE -1 END * t.serial_count), 0) FROM stock_transaction AS t WHERE t.document_line_id = NEW.document_line_id AND (t.kind = 'pick' OR t.kind = 'return')) - NEW.serial_count) THEN RAISE(ABORT, 'R36: no more comes back than was picked, and no serial stays behind without its unit') WHEN NEW.kind = 'return' AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id AND (p.kind = 'storage' OR p.kind = 'quarantine')) THEN RAISE(ABORT, 'R35, R36: what comes back goes to storage or quarantine') WHEN (NEW.condition IS NULL) = (NEW.kind = 'return') AND NOT (NEW.kind = 'return' AND EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.document_line_id AND d.kind = 'pick_list')) THEN RAISE(ABORT, 'R35: what comes back says in what state it is, and nothing else does') WHEN NEW.kind = 'return' AND NEW.document_line_id IS NOT NULL AND NOT (NEW.kind = 'return' AND EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.document_line_id AND d.kind = 'pick_list')) AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND d.kind = 'return' AND d.state <> 'cancelled' AND d.product_id = NEW.product_id) THEN RAISE(ABORT, 'R34: what comes back on paper is what a return asks for, which is not cancelled') WHEN NEW.kind = 'return' AND NEW.quantity > NEW.serial_count AND NOT (NEW.kind = 'return' AND EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.document_line_id AND d.kind = 'pick_list'))
 AND (SELECT coalesce(sum(CASE t.kind WHEN 'dispatch' THEN 1 WHEN 'return' THEN -1 ELSE 0 END * (abs(t.quantity) - t.serial_count)), 0)
 FROM document AS o JOIN document_line AS d ON d.document_id = o.id JOIN stock_transaction AS t ON t.document_line_id = d.id
 WHERE (o.id = (SELECT o.pick_list_id FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.kind = 'return') OR o.pick_list_id = (SELECT o.pick_list_id FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = NEW.document_line_id AND o.kind = 'return')) AND +t.product_id = NEW.product_id AND +t.account_id = NEW.account_id) < NEW.quantity - NEW.serial_count THEN RAISE(ABORT, 'R34: without serials no more comes back than was dispatched on the pick list of its return') WHEN NEW.kind = 'count' AND NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id
 AND l.kind = 'count' AND l.state = 'counted' AND l.product_id = NEW.product_id) THEN RAISE(ABORT, 'R41: a count posts what was counted of its product, once it is') WHEN NEW.container_id IS NOT NULL AND NEW.kind = 'pick' AND NOT EXISTS (SELECT 1 FROM container AS c
 JOIN document_line AS d ON d.document_id = c.document_id WHERE c.id = NEW.container_id AND d.id = NEW.document_line_id) THEN RAISE(ABORT, 'R30: what is picked goes into a tote of its list') WHEN EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id AND l.kind = 'adjustment') AND NOT EXISTS (SELECT 1 FROM document_line AS l JOIN document AS o ON o.id = l.document_id JOIN adjustment_line AS a ON a.line_id = l.id
 JOIN stock_line AS s ON s.id = NEW.stock_line_id WHERE l.id = NEW.document_line_id AND l.state = 'waiting' AND l.run_id IS NULL
 AND a.decided_by IS NOT NULL AND NEW.kind = 'adjustment' AND l.product_id = NEW.product_id AND o.account_id = NEW.account_id
 AND s.location_id = l.location_id AND CASE WHEN a.stock_line_id IS NULL THEN NEW.quantity = l.quantity
 ELSE NEW.quantity = -l.quantity AND NEW.stock_line_id = a.stock_line_id END) THEN RAISE(ABORT, 'R29: what is posted of an adjustment is what was asked') WHEN EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id AND l.kind = 'adjustment') AND EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.document_line_id = NEW.document_line_id) THEN RAISE(ABORT, 'R29: an adjustment is posted once') WHEN NEW.approved_by IS NOT NULL AND EXISTS (SELECT 1 FROM document_line AS l JOIN document AS o ON o.id = l.document_id WHERE l.id = NEW.document_line_id AND l.kind = 'adjustment'
 AND lower(o.created_by) = lower(NEW.approved_by)) THEN RAISE(ABORT, 'R29: who asked does not approve') WHEN NEW.flow_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM flow_version AS v WHERE v.id = NEW.flow_version_id) THEN RAISE(ABORT, 'R66: there is no such version of flows.toml') WHEN NEW.approved_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operator AS o
 WHERE o.name = NEW.approved_by AND o.disabled_at IS NULL AND (o.role = 'supervisor' OR o.role = 'admin')) THEN RAISE(ABORT, 'R67: only a supervisor approves') END; END;

CREATE TRIGGER ledger_insert_last AFTER INSERT ON stock_transaction FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id < 1 OR NEW.id <> (SELECT max(t.id) FROM stock_transaction AS t) THEN RAISE(ABORT, 'R16: the ledger is append-only') END; END;

CREATE TRIGGER ledger_update BEFORE UPDATE ON stock_transaction FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R16: the ledger is append-only') END; END;

CREATE TRIGGER ledger_delete BEFORE DELETE ON stock_transaction FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R16: the ledger is append-only') END; END;

CREATE TRIGGER link_insert BEFORE INSERT ON transaction_serial FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM transaction_serial AS l
 WHERE l.serial_id = NEW.serial_id AND l.transaction_id >= NEW.transaction_id) THEN RAISE(ABORT, 'R16: a serial is linked to its transactions in order, once each') WHEN NOT EXISTS (SELECT 1 FROM stock_transaction AS t JOIN serial AS s ON s.product_id = t.product_id
 WHERE t.id = NEW.transaction_id AND s.id = NEW.serial_id AND t.serial_count > 0 AND CASE t.kind
 WHEN 'receipt' THEN (s.state = 'captured' OR s.state = 'expected' OR s.state = 'returned') WHEN 'pick' THEN (s.state = 'captured' OR s.state = 'expected' OR s.state = 'in_stock') WHEN 'dispatch' THEN (s.state = 'picked') WHEN 'transfer' THEN (s.state = 'in_stock' OR s.state = 'in_transit') AND (s.state <> 'in_transit' OR EXISTS (SELECT 1 FROM stock_transaction AS n WHERE n.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = s.id) AND n.document_line_id = t.document_line_id)) AND (t.from_id IS NULL OR EXISTS (SELECT 1 FROM transaction_serial AS f
 WHERE f.transaction_id = t.from_id AND f.serial_id = NEW.serial_id)) WHEN 'adjustment' THEN (s.state = 'captured' OR s.state = 'in_transit' OR s.state = 'in_stock' OR s.state = 'removed') AND (s.state <> 'in_transit' OR EXISTS (SELECT 1 FROM stock_transaction AS n WHERE n.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = s.id) AND n.document_line_id = t.document_line_id)) WHEN 'return' THEN (s.state = 'captured' OR s.state = 'picked' OR s.state = 'dispatched' OR s.state = 'returned' OR s.state = 'removed') AND CASE WHEN s.state = 'picked' THEN EXISTS (SELECT 1 FROM stock_transaction AS n
 WHERE n.id = (SELECT max(l.transaction_id) FROM transaction_serial AS l WHERE l.serial_id = s.id)
 AND n.document_line_id = t.document_line_id) ELSE NOT EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = t.document_line_id AND d.kind = 'pick_list') END AND (NOT EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.pick_list_id IS NOT NULL) OR s.state = 'dispatched' AND EXISTS (SELECT 1
 FROM stock_transaction AS n JOIN document_line AS w ON w.id = n.document_line_id
 JOIN document_line AS d ON d.id = t.document_line_id JOIN document AS o ON o.id = d.document_id
 WHERE n.id = (SELECT max(l.transaction_id) FROM transaction_serial AS l WHERE l.serial_id = s.id)
 AND w.document_id = o.pick_list_id)) WHEN 'count' THEN (s.state = 'captured' OR s.state = 'in_stock' OR s.state = 'removed') AND (t.from_id IS NULL OR EXISTS (SELECT 1 FROM transaction_serial AS f
 WHERE f.transaction_id = t.from_id AND f.serial_id = NEW.serial_id)) ELSE FALSE END) THEN RAISE(ABORT, 'R5: this serial cannot belong to this transaction') END; END;

CREATE TRIGGER link_update BEFORE UPDATE ON transaction_serial FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R16: the ledger is append-only') END; END;

CREATE TRIGGER link_delete BEFORE DELETE ON transaction_serial FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R16: the ledger is append-only') END; END;

CREATE TRIGGER stock_line_insert BEFORE INSERT ON stock_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.quantity <> 0 THEN RAISE(ABORT, 'R16: a stock line begins with quantity 0') END; END;

CREATE TRIGGER stock_line_update BEFORE UPDATE ON stock_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.product_id IS NOT OLD.product_id OR NEW.location_id IS NOT OLD.location_id OR NEW.account_id IS NOT OLD.account_id OR NEW.tracking_type IS NOT OLD.tracking_type THEN RAISE(ABORT, 'R2: a stock line stays what it was created as') WHEN NEW.quantity <> OLD.quantity AND NEW.quantity IS NOT (SELECT t.balance
 FROM stock_transaction AS t WHERE t.stock_line_id = OLD.id ORDER BY t.id DESC LIMIT 1) THEN RAISE(ABORT, 'R16: a quantity changes through the ledger only') END; END;

CREATE TRIGGER stock_line_delete BEFORE DELETE ON stock_line FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.stock_line_id = OLD.id) THEN RAISE(ABORT, 'R16: a stock line with transactions cannot be deleted') END; END;

CREATE TRIGGER serial_insert BEFORE INSERT ON serial FOR EACH ROW BEGIN SELECT CASE WHEN NOT (NEW.state = 'captured' OR NEW.state = 'expected') THEN RAISE(ABORT, 'R5: a serial begins as captured or expected') WHEN NEW.state = 'expected' AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN pre_receipt_line AS p ON p.line_id = d.id
 WHERE d.id = NEW.document_line_id AND d.state = 'open' AND (d.done = 0 OR (p.pre_entered = 0 AND NEW.run_id IS NOT NULL))) THEN RAISE(ABORT, 'R8: pre-entered serials of a received line cannot be changed') END; END;

CREATE TRIGGER serial_identity BEFORE UPDATE ON serial FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.product_id IS NOT OLD.product_id OR NEW.serial_key IS NOT OLD.serial_key THEN RAISE(ABORT, 'R4: a serial stays what it is') WHEN (NEW.serial IS NOT OLD.serial) AND NOT (OLD.state = 'captured' OR OLD.state = 'expected') THEN RAISE(ABORT, 'R4: a serial stays what it is') WHEN (NEW.lot IS NOT OLD.lot OR NEW.lot_key IS NOT OLD.lot_key OR NEW.expiry IS NOT OLD.expiry) AND NOT (OLD.state = 'captured' OR OLD.state = 'expected') THEN RAISE(ABORT, 'R5: lot and expiry of a serial stay as they arrived') WHEN NEW.run_id <> OLD.run_id THEN RAISE(ABORT, 'R15: a capture holds its serial against every other run') END; END;

CREATE TRIGGER serial_move BEFORE UPDATE ON serial FOR EACH ROW WHEN NEW.state IS NOT OLD.state OR NEW.stock_line_id IS NOT OLD.stock_line_id BEGIN SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) AND CASE WHEN NEW.state = 'in_stock' AND OLD.state = 'captured' THEN (t.kind = 'receipt' OR t.kind = 'return' OR t.kind = 'adjustment' OR t.kind = 'count') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN NEW.state = 'in_stock' AND OLD.state = 'expected' THEN (t.kind = 'receipt') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN NEW.state = 'picked' AND OLD.state = 'captured' THEN (t.kind = 'pick') AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = t.stock_line_id AND s.tracking_type = 'track_during_pick') WHEN NEW.state = 'picked' AND OLD.state = 'expected' THEN (t.kind = 'pick') AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = t.stock_line_id AND s.tracking_type = 'track_during_pick') WHEN NEW.state = 'in_stock' AND OLD.state = 'in_stock' THEN (t.kind = 'transfer' OR t.kind = 'count') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 AND EXISTS (SELECT 1 FROM stock_transaction AS f WHERE f.id = t.from_id
 AND f.stock_line_id = OLD.stock_line_id) AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id AND p.kind = 'transit') WHEN NEW.state = 'in_transit' AND OLD.state = 'in_stock' THEN (t.kind = 'transfer') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 AND EXISTS (SELECT 1 FROM stock_transaction AS f WHERE f.id = t.from_id
 AND f.stock_line_id = OLD.stock_line_id) AND EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id AND p.kind = 'transit') WHEN NEW.state = 'in_stock' AND OLD.state = 'in_transit' THEN (t.kind = 'transfer') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 AND EXISTS (SELECT 1 FROM stock_transaction AS f WHERE f.id = t.from_id
 AND f.stock_line_id = OLD.stock_line_id) AND NOT EXISTS (SELECT 1 FROM stock_line AS s JOIN location AS p ON p.id = s.location_id
 WHERE s.id = NEW.stock_line_id AND p.kind = 'transit') WHEN NEW.state = 'removed' AND OLD.state = 'in_transit' THEN (t.kind = 'adjustment') AND t.stock_line_id = OLD.stock_line_id AND t.quantity < 0 WHEN NEW.state = 'picked' AND OLD.state = 'in_stock' THEN (t.kind = 'pick') AND t.stock_line_id = OLD.stock_line_id AND t.quantity < 0 WHEN NEW.state = 'removed' AND OLD.state = 'in_stock' THEN (t.kind = 'adjustment' OR t.kind = 'count') AND t.stock_line_id = OLD.stock_line_id AND t.quantity < 0 WHEN NEW.state = 'dispatched' AND OLD.state = 'picked' THEN (t.kind = 'dispatch') AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.to_supplier) WHEN NEW.state = 'returned' AND OLD.state = 'picked' THEN (t.kind = 'dispatch') AND EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.to_supplier) WHEN NEW.state = 'in_stock' AND OLD.state = 'picked' THEN (t.kind = 'return') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 AND EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.kind = 'pick_list' AND o.state = 'cancelled') WHEN NEW.state = 'in_stock' AND OLD.state = 'dispatched' THEN (t.kind = 'return') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN NEW.state = 'in_stock' AND OLD.state = 'returned' THEN (t.kind = 'receipt' OR t.kind = 'return') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 WHEN NEW.state = 'in_stock' AND OLD.state = 'removed' THEN (t.kind = 'return' OR t.kind = 'adjustment' OR t.kind = 'count') AND t.stock_line_id = NEW.stock_line_id AND t.quantity > 0 ELSE FALSE END) THEN RAISE(ABORT, 'R5: a serial moves only as it may, and through the ledger') WHEN (NEW.state = 'in_stock' OR NEW.state = 'in_transit') AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.product_id = NEW.product_id AND s.tracking_type <> 'no_tracking') THEN RAISE(ABORT, 'R3: a serial cannot be on this stock line') WHEN (NEW.state = 'in_stock' OR NEW.state = 'in_transit') AND EXISTS (SELECT 1 FROM stock_line AS s WHERE s.id = NEW.stock_line_id
 AND s.tracking_type = 'track_during_pick'
 AND s.quantity <= (SELECT count(*) FROM serial AS n WHERE n.stock_line_id = s.id)) THEN RAISE(ABORT, 'R16: a stock line never holds more serials than units') WHEN ((NEW.state = 'picked' AND OLD.state = 'captured') OR (NEW.state = 'picked' AND OLD.state = 'expected') OR (NEW.state = 'in_stock' AND OLD.state = 'in_stock') OR (NEW.state = 'in_transit' AND OLD.state = 'in_stock') OR (NEW.state = 'picked' AND OLD.state = 'in_stock') OR (NEW.state = 'dispatched' AND OLD.state = 'picked') OR (NEW.state = 'returned' AND OLD.state = 'picked')) AND (EXISTS (SELECT 1 FROM serial_hold AS h WHERE h.serial_id = NEW.id AND h.released_at IS NULL) OR EXISTS (SELECT 1 FROM product_hold AS h WHERE h.product_id = NEW.product_id AND h.released_at IS NULL
 AND (h.lot_key = '' OR h.lot_key = NEW.lot_key))) AND NOT (((NEW.state = 'picked' AND OLD.state = 'captured') OR (NEW.state = 'picked' AND OLD.state = 'expected') OR (NEW.state = 'picked' AND OLD.state = 'in_stock') OR (NEW.state = 'returned' AND OLD.state = 'picked')) AND EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.id = (SELECT max(l.transaction_id)
 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) AND EXISTS (SELECT 1 FROM document_line AS d JOIN document AS o ON o.id = d.document_id
 WHERE d.id = t.document_line_id AND o.to_supplier)) OR ((NEW.state = 'in_stock' AND OLD.state = 'in_stock')) AND EXISTS (SELECT 1 FROM stock_line AS a JOIN location AS la ON la.id = a.location_id
 JOIN stock_line AS b ON b.account_id = a.account_id JOIN location AS lb ON lb.id = b.location_id
 WHERE a.id = OLD.stock_line_id AND b.id = NEW.stock_line_id AND lb.warehouse_id = la.warehouse_id)) THEN RAISE(ABORT, 'R42, R49: a serial on hold does not leave') END; END;

CREATE TRIGGER serial_document_line BEFORE UPDATE ON serial FOR EACH ROW WHEN NEW.document_line_id IS NOT OLD.document_line_id BEGIN SELECT CASE WHEN NEW.state <> 'expected' AND NOT (OLD.state = 'captured' OR OLD.state = 'expected') OR NEW.state = 'expected' AND (EXISTS (SELECT 1 FROM document_line AS d JOIN pre_receipt_line AS p ON p.line_id = d.id
 WHERE d.id = OLD.document_line_id AND d.state = 'open' AND d.done > 0 AND p.pre_entered > 0) OR NOT EXISTS (SELECT 1 FROM document_line AS d JOIN pre_receipt_line AS p ON p.line_id = d.id
 WHERE d.id = NEW.document_line_id AND d.state = 'open' AND (d.done = 0 OR (p.pre_entered = 0 AND NEW.run_id IS NOT NULL)))) THEN RAISE(ABORT, 'R8: pre-entered serials of a received line cannot be changed') END; END;

CREATE TRIGGER serial_delete BEFORE DELETE ON serial FOR EACH ROW BEGIN SELECT CASE WHEN NOT (OLD.state = 'captured' OR OLD.state = 'expected') OR EXISTS (SELECT 1 FROM transaction_serial AS l WHERE l.serial_id = OLD.id) THEN RAISE(ABORT, 'R16: a serial of the ledger cannot be deleted') WHEN OLD.state = 'expected' AND NOT EXISTS (SELECT 1 FROM document_line AS d JOIN pre_receipt_line AS p ON p.line_id = d.id
 WHERE d.id = OLD.document_line_id AND (d.state = 'cancelled' OR p.pre_entered = 0 OR (d.state = 'open' AND d.done = 0))) THEN RAISE(ABORT, 'R8: pre-entered serials of a received line cannot be changed') END; END;

CREATE TRIGGER document_insert BEFORE INSERT ON document FOR EACH ROW BEGIN SELECT CASE WHEN NOT CASE NEW.kind WHEN 'pre_receipt' THEN NEW.state = 'open' WHEN 'pick_list' THEN NEW.state = 'open' WHEN 'transfer' THEN NEW.state = 'open' WHEN 'count' THEN NEW.state = 'open' WHEN 'batch' THEN NEW.state = 'open' WHEN 'return' THEN NEW.state = 'open' WHEN 'adjustment' THEN NEW.state = 'waiting' ELSE FALSE END THEN RAISE(ABORT, 'R8, R12: a document begins open') END; END;

CREATE TRIGGER document_update BEFORE UPDATE ON document FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.ref_key IS NOT OLD.ref_key OR NEW.account_id IS NOT OLD.account_id OR NEW.warehouse_id IS NOT OLD.warehouse_id OR NEW.to_supplier IS NOT OLD.to_supplier OR NEW.pick_list_id IS NOT OLD.pick_list_id THEN RAISE(ABORT, 'R10, R12: a document stays what it was created as') WHEN NEW.revision < OLD.revision THEN RAISE(ABORT, 'R56: every change of a document at the desk is counted') WHEN NEW.state <> OLD.state AND NOT CASE OLD.kind WHEN 'pre_receipt' THEN (OLD.state = 'open' AND NEW.state = 'received' OR OLD.state = 'open' AND NEW.state = 'cancelled') WHEN 'pick_list' THEN (OLD.state = 'open' AND NEW.state = 'picked' OR OLD.state = 'picked' AND NEW.state = 'dispatched' OR OLD.state = 'open' AND NEW.state = 'cancelled' OR OLD.state = 'picked' AND NEW.state = 'cancelled') WHEN 'transfer' THEN (OLD.state = 'open' AND NEW.state = 'shipped' OR OLD.state = 'shipped' AND NEW.state = 'received' OR OLD.state = 'open' AND NEW.state = 'cancelled' AND NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = NEW.id AND l.done > 0)) WHEN 'count' THEN (OLD.state = 'open' AND NEW.state = 'counted' OR OLD.state = 'open' AND NEW.state = 'cancelled' OR OLD.state = 'counted' AND NEW.state = 'open' OR OLD.state = 'counted' AND NEW.state = 'posted' OR OLD.state = 'counted' AND NEW.state = 'rejected' OR OLD.state = 'counted' AND NEW.state = 'cancelled') WHEN 'batch' THEN (OLD.state = 'open' AND NEW.state = 'done' OR OLD.state = 'open' AND NEW.state = 'cancelled') WHEN 'return' THEN (OLD.state = 'open' AND NEW.state = 'received' OR OLD.state = 'open' AND NEW.state = 'cancelled') WHEN 'adjustment' THEN (OLD.state = 'waiting' AND NEW.state = 'posted' OR OLD.state = 'waiting' AND NEW.state = 'rejected') ELSE FALSE END THEN RAISE(ABORT, 'R8, R12: a document only moves as its kind does') WHEN NEW.state <> OLD.state AND CASE OLD.kind WHEN 'pre_receipt' THEN (OLD.state = 'open') WHEN 'pick_list' THEN (OLD.state = 'open') WHEN 'transfer' THEN (OLD.state = 'open' OR OLD.state = 'shipped') WHEN 'count' THEN (OLD.state = 'open') WHEN 'batch' THEN (OLD.state = 'open') WHEN 'return' THEN (OLD.state = 'open') WHEN 'adjustment' THEN (OLD.state = 'waiting') ELSE FALSE END
 AND EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = OLD.id AND l.state = OLD.state) THEN RAISE(ABORT, 'R8, R12: a document goes on once none of its lines is left behind') END; END;

CREATE TRIGGER document_delete BEFORE DELETE ON document FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = OLD.id) THEN RAISE(ABORT, 'R16: a document with lines cannot be deleted') END; END;

CREATE TRIGGER document_line_insert BEFORE INSERT ON document_line FOR EACH ROW BEGIN SELECT CASE WHEN NOT CASE NEW.kind WHEN 'pre_receipt' THEN NEW.state = 'open' WHEN 'pick_list' THEN NEW.state = 'open' WHEN 'transfer' THEN NEW.state = 'open' WHEN 'count' THEN NEW.state = 'open' WHEN 'batch' THEN NEW.state = 'open' WHEN 'return' THEN NEW.state = 'open' WHEN 'adjustment' THEN NEW.state = 'waiting' ELSE FALSE END OR NEW.done <> 0 OR NEW.received <> 0 OR NEW.lost <> 0 THEN RAISE(ABORT, 'R8, R12: a line begins open, with nothing done') WHEN NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.kind = NEW.kind
 AND d.state = NEW.state) THEN RAISE(ABORT, 'R8, R12: a document takes lines of its kind, until it is past the state in which they begin') WHEN NEW.kind = 'transfer' AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.document_id = NEW.document_id) THEN RAISE(ABORT, 'R23: a transfer says first where it goes') WHEN EXISTS (SELECT 1 FROM product AS p WHERE p.id = NEW.product_id AND p.retired_at IS NOT NULL) AND NOT CASE NEW.kind WHEN 'pre_receipt' THEN FALSE WHEN 'pick_list' THEN FALSE WHEN 'transfer' THEN FALSE WHEN 'count' THEN FALSE WHEN 'batch' THEN FALSE WHEN 'return' THEN TRUE WHEN 'adjustment' THEN TRUE ELSE FALSE END
 AND NOT (CASE NEW.kind WHEN 'pre_receipt' THEN FALSE WHEN 'pick_list' THEN TRUE WHEN 'transfer' THEN TRUE WHEN 'count' THEN TRUE WHEN 'batch' THEN TRUE WHEN 'return' THEN FALSE WHEN 'adjustment' THEN FALSE ELSE FALSE END
 AND EXISTS (SELECT 1 FROM stock_line AS s JOIN document AS d ON d.id = NEW.document_id
 WHERE s.product_id = NEW.product_id AND s.account_id = d.account_id AND s.quantity > 0)) THEN RAISE(ABORT, 'R52: no new document takes a retired product') END; END;

CREATE TRIGGER document_line_update BEFORE UPDATE ON document_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.kind IS NOT OLD.kind OR NEW.document_id IS NOT OLD.document_id OR NEW.line_no IS NOT OLD.line_no OR NEW.product_id IS NOT OLD.product_id OR NEW.quantity IS NOT OLD.quantity THEN RAISE(ABORT, 'R10, R12: what a line asks for is never overwritten') WHEN NEW.run_id <> OLD.run_id THEN RAISE(ABORT, 'R57: a line is in work by one run at a time') WHEN NEW.done < OLD.done OR NEW.received < OLD.received OR NEW.lost < OLD.lost THEN RAISE(ABORT, 'R10, R12: what was done stays done') WHEN CASE OLD.kind WHEN 'pre_receipt' THEN (NEW.done > OLD.done AND NOT (OLD.state = 'open') OR NEW.received > OLD.received OR NEW.lost > OLD.lost) WHEN 'pick_list' THEN (NEW.done > OLD.done AND NOT (OLD.state = 'open') OR NEW.received > OLD.received OR NEW.lost > OLD.lost) WHEN 'transfer' THEN (NEW.done > OLD.done AND NOT (OLD.state = 'open') OR NEW.received > OLD.received AND NOT (OLD.state = 'open' OR OLD.state = 'shipped') OR NEW.lost > OLD.lost AND NOT (OLD.state = 'open' OR OLD.state = 'shipped')) WHEN 'count' THEN (NEW.done > OLD.done OR NEW.received > OLD.received OR NEW.lost > OLD.lost) WHEN 'batch' THEN (NEW.done > OLD.done AND NOT (OLD.state = 'open') OR NEW.received > OLD.received OR NEW.lost > OLD.lost) WHEN 'return' THEN (NEW.done > OLD.done AND NOT (OLD.state = 'open') OR NEW.received > OLD.received OR NEW.lost > OLD.lost) WHEN 'adjustment' THEN (NEW.done > OLD.done AND NOT (OLD.state = 'waiting') OR NEW.received > OLD.received OR NEW.lost > OLD.lost) ELSE FALSE END THEN RAISE(ABORT, 'R8, R12: a closed line takes nothing') WHEN NEW.state <> OLD.state AND NOT CASE OLD.kind WHEN 'pre_receipt' THEN (OLD.state = 'open' AND NEW.state = 'received' OR OLD.state = 'open' AND NEW.state = 'cancelled') WHEN 'pick_list' THEN (OLD.state = 'open' AND NEW.state = 'picked' OR OLD.state = 'open' AND NEW.state = 'cancelled' OR OLD.state = 'picked' AND NEW.state = 'cancelled' AND EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.state = 'cancelled')) WHEN 'transfer' THEN (OLD.state = 'open' AND NEW.state = 'shipped' OR OLD.state = 'shipped' AND NEW.state = 'received' OR OLD.state = 'open' AND NEW.state = 'cancelled' AND NEW.done = 0) WHEN 'count' THEN (OLD.state = 'open' AND NEW.state = 'counted' OR OLD.state = 'open' AND NEW.state = 'cancelled' OR OLD.state = 'counted' AND NEW.state = 'open' OR OLD.state = 'counted' AND NEW.state = 'posted' OR OLD.state = 'counted' AND NEW.state = 'rejected' OR OLD.state = 'counted' AND NEW.state = 'cancelled') WHEN 'batch' THEN (OLD.state = 'open' AND NEW.state = 'done' OR OLD.state = 'open' AND NEW.state = 'cancelled') WHEN 'return' THEN (OLD.state = 'open' AND NEW.state = 'received' OR OLD.state = 'open' AND NEW.state = 'cancelled') WHEN 'adjustment' THEN (OLD.state = 'waiting' AND NEW.state = 'posted' OR OLD.state = 'waiting' AND NEW.state = 'rejected') ELSE FALSE END THEN RAISE(ABORT, 'R8, R12: a line only moves as its kind does') END; END;

CREATE TRIGGER count_line_insert BEFORE INSERT ON document_line FOR EACH ROW WHEN NEW.kind = 'count' BEGIN SELECT CASE WHEN NEW.location_id IS NULL THEN RAISE(ABORT, 'R38: a line of a count says which place is counted') END; END;

CREATE TRIGGER count_line_update BEFORE UPDATE ON document_line FOR EACH ROW WHEN OLD.kind = 'count' BEGIN SELECT CASE WHEN NEW.location_id IS NOT OLD.location_id THEN RAISE(ABORT, 'R38: a line of a count stays with its place') WHEN NEW.state = 'counted' AND OLD.state = 'open' AND NOT EXISTS (SELECT 1 FROM count_pass AS p
 WHERE p.line_id = NEW.id AND p.counted IS NOT NULL
 AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q WHERE q.line_id = NEW.id)) THEN RAISE(ABORT, 'R40: a line is counted once its last pass has ended and is not void') END; END;

CREATE TRIGGER count_pass_insert BEFORE INSERT ON count_pass FOR EACH ROW BEGIN SELECT CASE WHEN NEW.ended_at IS NOT NULL THEN RAISE(ABORT, 'R40: a pass begins unended') WHEN NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.line_id AND l.kind = 'count'
 AND l.state = 'open') THEN RAISE(ABORT, 'R40: a pass is of an open line of a count') WHEN NEW.pass_no <> (SELECT coalesce(max(p.pass_no), 0) + 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id)
 OR EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id AND p.ended_at IS NULL) THEN RAISE(ABORT, 'R40: a pass follows the one before, once that has ended') END; END;

CREATE TRIGGER count_pass_update BEFORE UPDATE ON count_pass FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.line_id IS NOT OLD.line_id OR NEW.pass_no IS NOT OLD.pass_no OR NEW.counted_by IS NOT OLD.counted_by OR NEW.begun_at IS NOT OLD.begun_at OR NEW.begun_after IS NOT OLD.begun_after THEN RAISE(ABORT, 'R40: a pass stays what it began as') WHEN OLD.ended_at IS NOT NULL AND (NEW.ended_at IS NOT OLD.ended_at OR NEW.ended_after IS NOT OLD.ended_after OR NEW.expected IS NOT OLD.expected OR NEW.counted IS NOT OLD.counted) THEN RAISE(ABORT, 'R40: a pass that has ended stays as it is') WHEN OLD.place_done_at IS NOT NULL AND (NEW.place_done_at IS NOT OLD.place_done_at) THEN RAISE(ABORT, 'R40: a pass that has ended stays as it is') END; END;

CREATE TRIGGER count_pass_delete BEFORE DELETE ON count_pass FOR EACH ROW BEGIN SELECT CASE WHEN OLD.ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = OLD.line_id
 AND n.pass_no = OLD.pass_no) THEN RAISE(ABORT, 'R40: a pass that has ended stays as it is') END; END;

CREATE TRIGGER noted_serial_insert BEFORE INSERT ON noted_serial FOR EACH ROW BEGIN SELECT CASE WHEN NOT (EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id AND p.pass_no = NEW.pass_no
 AND p.ended_at IS NULL) OR EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.line_id AND l.kind = 'adjustment'
 AND l.run_id IS NOT NULL AND NEW.pass_no = 1 AND NEW.finding IS NULL)) THEN RAISE(ABORT, 'R29, R40: what is noted stays as it is once its pass has ended, or its adjustment waits') WHEN EXISTS (SELECT 1 FROM document_line AS mine JOIN document_line AS l ON l.product_id = mine.product_id
 AND l.state = 'waiting' AND l.id <> mine.id JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = 1
 AND n.serial_key = NEW.serial_key WHERE mine.id = NEW.line_id AND mine.kind = 'adjustment') THEN RAISE(ABORT, 'R29: a serial waits on one adjustment') END; END;

CREATE TRIGGER noted_serial_update BEFORE UPDATE ON noted_serial FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.line_id IS NOT OLD.line_id OR NEW.pass_no IS NOT OLD.pass_no OR NEW.serial IS NOT OLD.serial OR NEW.serial_key IS NOT OLD.serial_key OR NEW.lot IS NOT OLD.lot OR NEW.expiry IS NOT OLD.expiry OR NOT (EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = OLD.line_id AND p.pass_no = OLD.pass_no
 AND p.ended_at IS NULL) OR EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = OLD.line_id AND l.kind = 'adjustment'
 AND l.run_id IS NOT NULL AND OLD.pass_no = 1 AND OLD.finding IS NULL)) THEN RAISE(ABORT, 'R29, R40: what is noted stays as it is once its pass has ended, or its adjustment waits') END; END;

CREATE TRIGGER noted_serial_delete BEFORE DELETE ON noted_serial FOR EACH ROW BEGIN SELECT CASE WHEN NOT (EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = OLD.line_id AND p.pass_no = OLD.pass_no
 AND p.ended_at IS NULL) OR EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = OLD.line_id AND l.kind = 'adjustment'
 AND l.run_id IS NOT NULL AND OLD.pass_no = 1 AND OLD.finding IS NULL)) THEN RAISE(ABORT, 'R29, R40: what is noted stays as it is once its pass has ended, or its adjustment waits') END; END;

CREATE TRIGGER document_line_delete BEFORE DELETE ON document_line FOR EACH ROW BEGIN SELECT CASE WHEN OLD.done > 0 OR OLD.received > 0 OR OLD.lost > 0
 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.document_line_id = OLD.id)
 OR EXISTS (SELECT 1 FROM serial AS s WHERE s.document_line_id = OLD.id) THEN RAISE(ABORT, 'R16: a line with transactions or serials cannot be deleted') END; END;

CREATE TRIGGER pre_receipt_line_insert BEFORE INSERT ON pre_receipt_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.pre_entered <> 0 THEN RAISE(ABORT, 'R8: a line begins with nothing entered') WHEN NOT EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.line_id AND d.kind = 'pre_receipt'
 AND d.state = 'open' AND d.done = 0) THEN RAISE(ABORT, 'R8: only a new line of a pre-receipt takes serials beforehand') WHEN EXISTS (SELECT 1 FROM pre_receipt_line AS p WHERE p.line_id = NEW.line_id) THEN RAISE(ABORT, 'R10: a line stays what it was announced as') END; END;

CREATE TRIGGER pre_receipt_line_update BEFORE UPDATE ON pre_receipt_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.line_id IS NOT OLD.line_id OR NEW.tracking_type IS NOT OLD.tracking_type THEN RAISE(ABORT, 'R10: a line stays what it was announced as') WHEN NEW.pre_entered <> OLD.pre_entered AND NOT EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.line_id AND (d.state = 'cancelled' OR d.state = 'open' AND d.done = 0)) THEN RAISE(ABORT, 'R8: pre-entered serials of a received line cannot be changed') WHEN NEW.pre_entered <> 0 AND NOT EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = NEW.line_id AND d.quantity = NEW.pre_entered) THEN RAISE(ABORT, 'R7: pre-entered serials are all or none') END; END;

CREATE TRIGGER pre_receipt_line_delete BEFORE DELETE ON pre_receipt_line FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = OLD.line_id) THEN RAISE(ABORT, 'R16: what a line is goes only with the line') END; END;

CREATE TRIGGER transfer_insert BEFORE INSERT ON transfer FOR EACH ROW BEGIN SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.kind = 'transfer' AND d.state = 'open'
 AND NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = d.id)) THEN RAISE(ABORT, 'R23: a transfer says first where it goes') WHEN NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.kind = 'transfer' AND (d.warehouse_id IS NULL) = (NEW.to_warehouse_id IS NULL)
 AND d.warehouse_id IS NOT coalesce(NEW.to_warehouse_id, 0) AND d.account_id IS NOT coalesce(NEW.to_account_id, 0)) THEN RAISE(ABORT, 'R23: a transfer changes the warehouse or the account, never both') END; END;

CREATE TRIGGER transfer_update BEFORE UPDATE ON transfer FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R23: a transfer stays what it was created as') END; END;

CREATE TRIGGER transfer_delete BEFORE DELETE ON transfer FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM document AS d WHERE d.id = OLD.document_id) THEN RAISE(ABORT, 'R16: where a transfer goes is forgotten only with the transfer') END; END;

CREATE TRIGGER batch_list_insert BEFORE INSERT ON batch_list FOR EACH ROW BEGIN SELECT CASE WHEN NEW.ended_at IS NOT NULL THEN RAISE(ABORT, 'R31: a list comes into a batch that has not ended') WHEN NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.batch_id AND d.kind = 'batch' AND d.state = 'open') OR NOT EXISTS (SELECT 1 FROM document AS o JOIN document AS d ON d.id = NEW.batch_id WHERE o.id = NEW.list_id
 AND o.kind = 'pick_list' AND NOT o.to_supplier AND o.state = 'open' AND o.account_id = d.account_id AND NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = d.id)
 AND (o.warehouse_id IS NULL OR o.warehouse_id = d.warehouse_id)
 AND NOT EXISTS (SELECT 1 FROM document_line AS k WHERE k.document_id = o.id AND (k.done > 0 OR k.state <> 'open'))) THEN RAISE(ABORT, 'R31: a batch is made of open pick lists of which nothing is picked') END; END;

CREATE TRIGGER batch_list_update BEFORE UPDATE ON batch_list FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.batch_id IS NOT OLD.batch_id OR NEW.place IS NOT OLD.place OR NEW.list_id IS NOT OLD.list_id THEN RAISE(ABORT, 'R31: a batch stays what it was created as') WHEN (OLD.ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.batch_id AND d.state = 'open')) AND (NEW.ended_at IS NOT OLD.ended_at) THEN RAISE(ABORT, 'R31: the lists and the cart of a batch are its own until it ends') END; END;

CREATE TRIGGER batch_list_delete BEFORE DELETE ON batch_list FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R31: a batch stays what it was created as') END; END;

CREATE TRIGGER batch_cart_insert BEFORE INSERT ON batch_cart FOR EACH ROW BEGIN SELECT CASE WHEN NEW.ended_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.batch_id AND d.kind = 'batch' AND d.state = 'open') OR NOT EXISTS (SELECT 1 FROM location AS p JOIN document AS d ON d.id = NEW.batch_id WHERE p.id = NEW.cart_id
 AND p.kind = 'cart' AND p.warehouse_id = coalesce(d.warehouse_id, p.warehouse_id)
 AND NOT EXISTS (SELECT 1 FROM stock_line AS s WHERE s.location_id = p.id AND s.quantity > 0)) THEN RAISE(ABORT, 'R32: a batch is walked onto one empty cart') END; END;

CREATE TRIGGER batch_cart_update BEFORE UPDATE ON batch_cart FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.batch_id IS NOT OLD.batch_id OR NEW.cart_id IS NOT OLD.cart_id THEN RAISE(ABORT, 'R32: a batch stays on its cart') WHEN (OLD.ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.batch_id AND d.state = 'open')) AND (NEW.ended_at IS NOT OLD.ended_at) THEN RAISE(ABORT, 'R31: the lists and the cart of a batch are its own until it ends') END; END;

CREATE TRIGGER batch_cart_delete BEFORE DELETE ON batch_cart FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R32: a batch stays on its cart') END; END;

CREATE TRIGGER batch_update BEFORE UPDATE ON document FOR EACH ROW WHEN OLD.kind = 'batch' AND OLD.state = 'open' AND NEW.state = 'done' BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM batch_list AS b JOIN document_line AS k ON k.document_id = b.list_id
 WHERE b.batch_id = NEW.id AND k.state = 'open') THEN RAISE(ABORT, 'R33: a batch is done once its lists want nothing') END; END;

CREATE TRIGGER batch_line_insert BEFORE INSERT ON document_line FOR EACH ROW WHEN NEW.kind = 'batch' BEGIN SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM batch_list AS b WHERE b.batch_id = NEW.document_id) THEN RAISE(ABORT, 'R31: a batch says first which lists it is made of') END; END;

CREATE TRIGGER batch_line_update BEFORE UPDATE ON document_line FOR EACH ROW WHEN OLD.kind = 'batch' AND (NEW.state IS NOT OLD.state OR NEW.location_id IS NOT OLD.location_id) BEGIN SELECT CASE WHEN NEW.location_id IS NOT OLD.location_id THEN RAISE(ABORT, 'R31: a batch stays what it was created as') WHEN NEW.state = 'done' AND OLD.state = 'open' AND NEW.short_reason IS NULL AND NEW.done < NEW.quantity AND (SELECT coalesce(sum(k.quantity - k.done), 0) FROM batch_list AS b JOIN document_line AS k ON k.document_id = b.list_id
 WHERE b.batch_id = NEW.document_id AND k.state = 'open' AND +k.product_id = NEW.product_id
 AND coalesce(k.location_id, 0) = coalesce(NEW.location_id, 0)) > 0
 AND (SELECT coalesce(sum(k.quantity - k.done), 0) FROM batch_list AS b JOIN document_line AS k ON k.document_id = b.list_id
 WHERE b.batch_id = NEW.document_id AND k.state = 'open' AND +k.product_id = NEW.product_id) > (SELECT coalesce(sum(s.quantity), 0) FROM batch_cart AS c JOIN stock_line AS s ON s.location_id = c.cart_id
 WHERE c.batch_id = NEW.document_id AND s.product_id = NEW.product_id) + NEW.done - OLD.done THEN RAISE(ABORT, 'R32: a walk takes fewer only with a reason') END; END;

CREATE TRIGGER adjustment_insert BEFORE INSERT ON document_line FOR EACH ROW WHEN NEW.kind = 'adjustment' BEGIN SELECT CASE WHEN NEW.location_id IS NULL OR NEW.run_id IS NULL THEN RAISE(ABORT, 'R29: an adjustment says which place it is about, and is asked for by a run') END; END;

CREATE TRIGGER adjustment_update BEFORE UPDATE ON document_line FOR EACH ROW WHEN OLD.kind = 'adjustment' BEGIN SELECT CASE WHEN NEW.location_id IS NOT OLD.location_id OR OLD.run_id IS NULL AND NEW.run_id IS NOT NULL THEN RAISE(ABORT, 'R29: what was asked stays as it is') WHEN OLD.run_id IS NOT NULL AND NEW.run_id IS NULL AND EXISTS (SELECT 1 FROM document_line AS l
 JOIN adjustment_line AS a ON a.line_id = l.id AND a.stock_line_id IS NOT NULL JOIN serial AS s ON s.stock_line_id = a.stock_line_id
 JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = 1 AND n.serial_key = s.serial_key WHERE l.id = OLD.id AND NOT EXISTS (SELECT 1 FROM serial_hold AS h WHERE h.serial_id = s.id AND h.released_at IS NULL)) THEN RAISE(ABORT, 'R29: what waits is on hold') WHEN OLD.state = 'waiting' AND (NEW.state = 'posted' OR NEW.state = 'rejected') AND (NEW.run_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM adjustment_line AS a
 WHERE a.line_id = OLD.id AND a.decided_by IS NOT NULL)) THEN RAISE(ABORT, 'R29: somebody decides about an adjustment') WHEN OLD.state = 'waiting' AND (NEW.state = 'posted' OR NEW.state = 'rejected') AND NEW.state = 'posted' AND NEW.done <> NEW.quantity THEN RAISE(ABORT, 'R29: an adjustment is posted whole') WHEN OLD.state = 'waiting' AND (NEW.state = 'posted' OR NEW.state = 'rejected') AND NEW.state = 'rejected' AND (NEW.done <> 0 OR NEW.short_reason IS NULL) THEN RAISE(ABORT, 'R29: nothing of an adjustment that is rejected is posted, and it says why') WHEN OLD.state = 'waiting' AND (NEW.state = 'posted' OR NEW.state = 'rejected') AND NEW.state = 'posted' AND EXISTS (SELECT 1 FROM adjustment_line AS a JOIN document AS o
 ON o.id = OLD.document_id WHERE a.line_id = OLD.id AND lower(o.created_by) = lower(a.decided_by)) AND EXISTS (SELECT 1 FROM operator) THEN RAISE(ABORT, 'R29: who asked does not approve') END; END;

CREATE TRIGGER adjustment_line_insert BEFORE INSERT ON adjustment_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.decided_by IS NOT NULL THEN RAISE(ABORT, 'R29: an adjustment begins undecided') WHEN NOT EXISTS (SELECT 1 FROM document_line AS l JOIN document AS o ON o.id = l.document_id LEFT JOIN stock_line AS s ON s.id = NEW.stock_line_id
 WHERE l.id = NEW.line_id AND l.kind = 'adjustment' AND l.state = 'waiting' AND l.run_id IS NOT NULL AND (NEW.stock_line_id IS NULL
 OR s.product_id = l.product_id AND s.location_id = l.location_id AND s.account_id = o.account_id)) THEN RAISE(ABORT, 'R29: an adjustment is of the stock line that its line is about') WHEN EXISTS (SELECT 1 FROM adjustment_line AS a WHERE a.line_id = NEW.line_id) THEN RAISE(ABORT, 'R29: what was asked stays as it is') END; END;

CREATE TRIGGER adjustment_line_update BEFORE UPDATE ON adjustment_line FOR EACH ROW BEGIN SELECT CASE WHEN NEW.line_id IS NOT OLD.line_id OR NEW.stock_line_id IS NOT OLD.stock_line_id OR NEW.reason IS NOT OLD.reason THEN RAISE(ABORT, 'R29: what was asked stays as it is') WHEN OLD.decided_by IS NOT NULL AND (NEW.decided_by IS NOT OLD.decided_by) THEN RAISE(ABORT, 'R29: who has decided is kept') WHEN NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = OLD.line_id AND l.state = 'waiting' AND l.run_id IS NULL) THEN RAISE(ABORT, 'R29: what waits is decided about') END; END;

CREATE TRIGGER adjustment_line_delete BEFORE DELETE ON adjustment_line FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM document_line AS d WHERE d.id = OLD.line_id) THEN RAISE(ABORT, 'R16: what a line is goes only with the line') END; END;

CREATE TRIGGER location_update BEFORE UPDATE ON location FOR EACH ROW WHEN NEW.kind IS NOT OLD.kind BEGIN SELECT CASE WHEN OLD.kind = 'transit' OR NEW.kind = 'transit' THEN RAISE(ABORT, 'R19: a warehouse has one transit location, made with it') WHEN EXISTS (SELECT 1 FROM stock_line AS s WHERE s.location_id = OLD.id AND s.quantity > 0) THEN RAISE(ABORT, 'R19: a kind of location changes only while the location is empty') WHEN EXISTS (SELECT 1 FROM batch_cart AS c WHERE c.cart_id = OLD.id AND c.ended_at IS NULL) THEN RAISE(ABORT, 'R22: the cart of an open batch stays a cart') END; END;

CREATE TRIGGER container_insert BEFORE INSERT ON container FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM location AS o WHERE o.code_key = NEW.code_key)
 OR EXISTS (SELECT 1 FROM product AS o WHERE o.sku_key = NEW.code_key)
 OR EXISTS (SELECT 1 FROM product_barcode AS o WHERE o.barcode = NEW.code)
 OR EXISTS (SELECT 1 FROM document AS o WHERE o.ref_key = NEW.code_key) THEN RAISE(ABORT, 'R21: no location, product or document has the code of a container') WHEN NEW.inside_id IS NOT NULL OR NEW.document_id IS NOT NULL OR NEW.run_id IS NOT NULL THEN RAISE(ABORT, 'R21: a container begins empty, in no other and of no list') END; END;

CREATE TRIGGER location_no_container BEFORE INSERT ON location FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM container AS c WHERE c.code_key = NEW.code_key) THEN RAISE(ABORT, 'R21: no location, product or document has the code of a container') END; END;

CREATE TRIGGER product_no_container BEFORE INSERT ON product FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM container AS c WHERE c.code_key = NEW.sku_key) THEN RAISE(ABORT, 'R21: no location, product or document has the code of a container') END; END;

CREATE TRIGGER product_barcode_no_container BEFORE INSERT ON product_barcode FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM container AS c WHERE c.code = NEW.barcode) THEN RAISE(ABORT, 'R21: no location, product or document has the code of a container') END; END;

CREATE TRIGGER document_no_container BEFORE INSERT ON document FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM container AS c WHERE c.code_key = NEW.ref_key) THEN RAISE(ABORT, 'R21: no location, product or document has the code of a container') END; END;

CREATE TRIGGER container_update BEFORE UPDATE ON container FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.code_key IS NOT OLD.code_key OR NEW.kind IS NOT OLD.kind THEN RAISE(ABORT, 'R21: a container stays what it is') WHEN NEW.run_id <> OLD.run_id THEN RAISE(ABORT, 'R15: a container is taken by one run at a time') WHEN NEW.document_id <> OLD.document_id THEN RAISE(ABORT, 'R30: a tote does not change from one list to another') WHEN (NEW.document_id IS NOT OLD.document_id) AND EXISTS (SELECT 1 FROM serial AS n WHERE n.container_id = OLD.id) THEN RAISE(ABORT, 'R30: a tote changes hands only while it is empty') WHEN NEW.document_id IS NOT NULL AND OLD.document_id IS NULL AND NOT EXISTS (SELECT 1 FROM document AS d
 WHERE d.id = NEW.document_id AND d.kind = 'pick_list' AND (d.state = 'open' OR d.state = 'picked')) THEN RAISE(ABORT, 'R30: a tote holds what is picked for a list') END; END;

CREATE TRIGGER container_put BEFORE UPDATE ON container FOR EACH ROW WHEN NEW.inside_id IS NOT NULL AND (NEW.inside_id IS NOT OLD.inside_id) BEGIN SELECT CASE WHEN NEW.inside_id = NEW.id OR EXISTS (SELECT 1 FROM container AS c1 WHERE c1.id = NEW.inside_id AND c1.inside_id = NEW.id) OR EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.id = c1.inside_id WHERE c1.id = NEW.inside_id AND c2.inside_id = NEW.id) OR EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.id = c1.inside_id JOIN container AS c3 ON c3.id = c2.inside_id WHERE c1.id = NEW.inside_id AND c3.inside_id = NEW.id) THEN RAISE(ABORT, 'R21: a container never lies in itself') WHEN EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.id = c1.inside_id JOIN container AS c3 ON c3.id = c2.inside_id JOIN container AS c4 ON c4.id = c3.inside_id WHERE c1.id = NEW.inside_id) OR EXISTS (SELECT 1 FROM container AS c1 WHERE c1.id = NEW.inside_id) AND EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.inside_id = c1.id JOIN container AS c3 ON c3.inside_id = c2.id WHERE c1.inside_id = NEW.id) OR EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.id = c1.inside_id WHERE c1.id = NEW.inside_id) AND EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.inside_id = c1.id WHERE c1.inside_id = NEW.id) OR EXISTS (SELECT 1 FROM container AS c1 JOIN container AS c2 ON c2.id = c1.inside_id JOIN container AS c3 ON c3.id = c2.inside_id WHERE c1.id = NEW.inside_id) AND EXISTS (SELECT 1 FROM container AS c1 WHERE c1.inside_id = NEW.id) THEN RAISE(ABORT, 'R21: containers lie four deep at most') END; END;

CREATE TRIGGER container_delete BEFORE DELETE ON container FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R21: a container is kept') END; END;

CREATE TRIGGER serial_container BEFORE UPDATE ON serial FOR EACH ROW WHEN NEW.container_id IS NOT NULL AND (NEW.container_id IS NOT OLD.container_id OR NEW.stock_line_id IS NOT OLD.stock_line_id OR NEW.state IS NOT OLD.state) BEGIN SELECT CASE WHEN NEW.state = 'picked' AND NOT EXISTS (SELECT 1 FROM stock_transaction AS t JOIN document_line AS d ON d.id = t.document_line_id
 JOIN container AS c ON c.document_id = d.document_id WHERE t.id = (SELECT max(l.transaction_id) FROM transaction_serial AS l WHERE l.serial_id = NEW.id) AND c.id = NEW.container_id) THEN RAISE(ABORT, 'R30: what is picked lies in a tote of its list') WHEN (NEW.state = 'in_stock' OR NEW.state = 'in_transit') AND EXISTS (SELECT 1 FROM container AS c WHERE c.id = NEW.container_id
 AND c.document_id IS NOT NULL) THEN RAISE(ABORT, 'R30: what is in stock lies in no tote of a list') WHEN (NEW.state = 'in_stock' OR NEW.state = 'in_transit') AND (OLD.stock_line_id IS NULL OR NEW.container_id IS NOT OLD.container_id) AND (SELECT s.location_id FROM stock_line AS s WHERE s.id = (SELECT n.stock_line_id FROM serial AS n
 WHERE n.container_id = NEW.container_id AND n.stock_line_id IS NOT NULL AND n.id <> NEW.id LIMIT 1)) <> (SELECT s.location_id FROM stock_line AS s WHERE s.id = NEW.stock_line_id) THEN RAISE(ABORT, 'R21: what of a container is in stock is at one location') WHEN (NEW.state = 'in_stock' OR NEW.state = 'in_transit') AND NOT (OLD.stock_line_id IS NULL OR NEW.container_id IS NOT OLD.container_id) AND (SELECT s.location_id FROM stock_line AS s WHERE s.id = OLD.stock_line_id) <> (SELECT s.location_id FROM stock_line AS s WHERE s.id = NEW.stock_line_id) AND NOT EXISTS (SELECT 1 FROM container AS a LEFT JOIN container AS b ON b.id = a.inside_id
 LEFT JOIN container AS c ON c.id = b.inside_id LEFT JOIN container AS d ON d.id = c.inside_id WHERE a.id = NEW.container_id
 AND (a.run_id = OLD.run_id OR b.run_id = OLD.run_id OR c.run_id = OLD.run_id OR d.run_id = OLD.run_id)) THEN RAISE(ABORT, 'R21: what moves without its container leaves it') END; END;

CREATE TRIGGER tracking_change_update BEFORE UPDATE ON tracking_change FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R2: every change of a tracking type is kept') END; END;

CREATE TRIGGER tracking_change_delete BEFORE DELETE ON tracking_change FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R2: every change of a tracking type is kept') END; END;

CREATE TRIGGER product_change_update BEFORE UPDATE ON product_change FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R53: every change of a product is kept') END; END;

CREATE TRIGGER product_change_delete BEFORE DELETE ON product_change FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R53: every change of a product is kept') END; END;

CREATE TRIGGER product_delete BEFORE DELETE ON product FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.product_id = OLD.id)
 OR EXISTS (SELECT 1 FROM stock_line AS s WHERE s.product_id = OLD.id) THEN RAISE(ABORT, 'R16: a product of the ledger cannot be deleted') END; END;

CREATE TRIGGER serial_hold_insert BEFORE INSERT ON serial_hold FOR EACH ROW BEGIN SELECT CASE WHEN NEW.released_at IS NOT NULL THEN RAISE(ABORT, 'R49: a hold begins unreleased') WHEN NOT EXISTS (SELECT 1 FROM serial AS s WHERE s.id = NEW.serial_id
 AND s.state IN ('in_stock', 'picked')) THEN RAISE(ABORT, 'R49: only a serial in the house can be put on hold') WHEN NEW.document_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM serial AS s JOIN document_line AS l
 ON l.id = NEW.document_line_id AND l.product_id = s.product_id AND l.state = 'waiting' AND l.run_id IS NOT NULL
 JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = 1 AND n.serial_key = s.serial_key WHERE s.id = NEW.serial_id) THEN RAISE(ABORT, 'R29: an adjustment holds what is asked of it') END; END;

CREATE TRIGGER serial_hold_update BEFORE UPDATE ON serial_hold FOR EACH ROW BEGIN SELECT CASE WHEN OLD.released_at IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.serial_id IS NOT OLD.serial_id OR NEW.reason IS NOT OLD.reason OR NEW.held_at IS NOT OLD.held_at OR NEW.held_by IS NOT OLD.held_by OR NEW.document_line_id IS NOT OLD.document_line_id THEN RAISE(ABORT, 'R49: a hold is kept as it was; it can only be released') WHEN EXISTS (SELECT 1 FROM serial AS s JOIN document_line AS l ON l.product_id = s.product_id AND l.state = 'waiting'
 JOIN adjustment_line AS a ON a.line_id = l.id AND a.stock_line_id IS NOT NULL JOIN noted_serial AS n ON n.line_id = l.id AND n.pass_no = 1 AND n.serial_key = s.serial_key WHERE s.id = OLD.serial_id) THEN RAISE(ABORT, 'R29: what waits stays on hold') END; END;

CREATE TRIGGER serial_hold_delete BEFORE DELETE ON serial_hold FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R49: every hold is kept') END; END;

CREATE TRIGGER product_hold_insert BEFORE INSERT ON product_hold FOR EACH ROW BEGIN SELECT CASE WHEN NEW.released_at IS NOT NULL THEN RAISE(ABORT, 'R50: a hold begins unreleased') WHEN NEW.held_after <> (SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t WHERE t.product_id = NEW.product_id) THEN RAISE(ABORT, 'R50: a hold begins after what is in the ledger') END; END;

CREATE TRIGGER product_hold_update BEFORE UPDATE ON product_hold FOR EACH ROW BEGIN SELECT CASE WHEN OLD.released_at IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.product_id IS NOT OLD.product_id OR NEW.lot IS NOT OLD.lot OR NEW.lot_key IS NOT OLD.lot_key OR NEW.reason IS NOT OLD.reason OR NEW.held_at IS NOT OLD.held_at OR NEW.held_by IS NOT OLD.held_by OR NEW.held_after IS NOT OLD.held_after THEN RAISE(ABORT, 'R50: a hold is kept as it was; it can only be released') WHEN NEW.released_after <> (SELECT coalesce(max(t.id), 0) FROM stock_transaction AS t WHERE t.product_id = NEW.product_id) THEN RAISE(ABORT, 'R50: a hold ends after what is in the ledger') END; END;

CREATE TRIGGER product_hold_delete BEFORE DELETE ON product_hold FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R50: every hold is kept') END; END;

CREATE TRIGGER run_begins_unapproved BEFORE INSERT ON run FOR EACH ROW BEGIN SELECT CASE WHEN NEW.approved_by IS NOT NULL THEN RAISE(ABORT, 'R67: a run is approved when it is cancelled') END; END;

CREATE TRIGGER run_approved BEFORE UPDATE OF approved_by ON run FOR EACH ROW BEGIN SELECT CASE WHEN NEW.approved_by IS NOT OLD.approved_by AND NOT (OLD.state = 'open' AND NEW.state = 'cancelled') THEN RAISE(ABORT, 'R67: a run is approved when it is cancelled') WHEN NEW.approved_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM operator AS o
 WHERE o.name = NEW.approved_by AND o.disabled_at IS NULL AND (o.role = 'supervisor' OR o.role = 'admin')) THEN RAISE(ABORT, 'R67: only a supervisor approves') END; END;

CREATE TRIGGER run_approved_delete BEFORE DELETE ON run FOR EACH ROW BEGIN SELECT CASE WHEN OLD.approved_by IS NOT NULL THEN RAISE(ABORT, 'R67: what a supervisor approved is kept') END; END;

CREATE TRIGGER operator_insert BEFORE INSERT ON operator FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM device AS o WHERE o.name_key = NEW.name_key) THEN RAISE(ABORT, 'R59: a name is of one operator or of one device') END; END;

CREATE TRIGGER operator_name BEFORE UPDATE ON operator FOR EACH ROW WHEN NEW.name_key IS NOT OLD.name_key BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM device AS o WHERE o.name_key = NEW.name_key) THEN RAISE(ABORT, 'R59: a name is of one operator or of one device') END; END;

CREATE TRIGGER device_insert BEFORE INSERT ON device FOR EACH ROW BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM operator AS o WHERE o.name_key = NEW.name_key) THEN RAISE(ABORT, 'R59: a name is of one operator or of one device') END; END;

CREATE TRIGGER device_name BEFORE UPDATE ON device FOR EACH ROW WHEN NEW.name_key IS NOT OLD.name_key BEGIN SELECT CASE WHEN EXISTS (SELECT 1 FROM operator AS o WHERE o.name_key = NEW.name_key) THEN RAISE(ABORT, 'R59: a name is of one operator or of one device') END; END;

CREATE TRIGGER login_entry_update BEFORE UPDATE ON login_entry FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id IS NOT OLD.id OR NEW.at IS NOT OLD.at OR NEW.kind IS NOT OLD.kind OR NEW.name IS NOT OLD.name OR NEW.name_key IS NOT OLD.name_key OR NEW.address IS NOT OLD.address OR NEW.device IS NOT OLD.device OR NEW.method IS NOT OLD.method OR NEW.reason IS NOT OLD.reason OR coalesce(NEW.times <= OLD.times, TRUE) THEN RAISE(ABORT, 'R58: the audit of logins is append-only') END; END;

CREATE TRIGGER login_entry_delete BEFORE DELETE ON login_entry FOR EACH ROW BEGIN SELECT CASE WHEN OLD.at >= coalesce(
 (SELECT CAST(s.value AS BIGINT) FROM setting AS s WHERE s.key = 'logins_kept_from'), 0) THEN RAISE(ABORT, 'R58: the audit of logins is append-only') END; END;

CREATE TRIGGER flow_version_insert BEFORE INSERT ON flow_version FOR EACH ROW BEGIN SELECT CASE WHEN NEW.follows <> coalesce((SELECT max(v.id) FROM flow_version AS v WHERE v.file = NEW.file), 0) THEN RAISE(ABORT, 'R66: a version of flows.toml follows the newest one of its file') WHEN NEW.ends_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM flow_version AS v WHERE v.id = NEW.ends_id
 AND v.file = NEW.file AND v.pilot IS NOT NULL) THEN RAISE(ABORT, 'R66: only a pilot of the same file can be ended') END; END;

CREATE TRIGGER flow_version_insert_last AFTER INSERT ON flow_version FOR EACH ROW BEGIN SELECT CASE WHEN NEW.id <= NEW.follows THEN RAISE(ABORT, 'R66: the versions of flows.toml are append-only') END; END;

CREATE TRIGGER flow_version_update BEFORE UPDATE ON flow_version FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R66: the versions of flows.toml are append-only') END; END;

CREATE TRIGGER flow_version_delete BEFORE DELETE ON flow_version FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R66: the versions of flows.toml are append-only') END; END;

CREATE TRIGGER run_insert BEFORE INSERT ON run FOR EACH ROW BEGIN SELECT CASE WHEN NEW.flow_version_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM flow_version AS v WHERE v.id = NEW.flow_version_id) THEN RAISE(ABORT, 'R66: there is no such version of flows.toml') END; END;

CREATE TRIGGER run_keeps_version BEFORE UPDATE OF flow_version_id ON run FOR EACH ROW BEGIN SELECT CASE WHEN NEW.flow_version_id IS NOT OLD.flow_version_id THEN RAISE(ABORT, 'R66: a run keeps the version of flows.toml that it began with') END; END;

CREATE TRIGGER store_purpose_insert BEFORE INSERT ON store_purpose FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R68: what a store is for is said when it is made, and never changes') END; END;

CREATE TRIGGER store_purpose_update BEFORE UPDATE ON store_purpose FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R68: what a store is for is said when it is made, and never changes') END; END;

CREATE TRIGGER store_purpose_delete BEFORE DELETE ON store_purpose FOR EACH ROW BEGIN SELECT CASE WHEN TRUE THEN RAISE(ABORT, 'R68: what a store is for is said when it is made, and never changes') END; END;

CREATE TRIGGER quantity_follows_ledger AFTER INSERT ON stock_transaction FOR EACH ROW WHEN NEW.stock_line_id IS NOT NULL BEGIN UPDATE stock_line SET quantity = quantity + NEW.quantity WHERE id = NEW.stock_line_id; END;

CREATE TRIGGER account_in_the_way BEFORE INSERT ON account FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM account AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM account AS r WHERE r.code_key = NEW.code_key); END;

CREATE TRIGGER account_not_replaced AFTER INSERT ON account FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of account cannot be replaced'); END;

CREATE TRIGGER account_not_taken BEFORE UPDATE ON account FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.code_key IS NOT OLD.code_key) AND (EXISTS (SELECT 1 FROM account AS r WHERE r.code_key = NEW.code_key AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of account cannot be replaced'); END;

CREATE TRIGGER warehouse_in_the_way BEFORE INSERT ON warehouse FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM warehouse AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM warehouse AS r WHERE r.code_key = NEW.code_key); END;

CREATE TRIGGER warehouse_not_replaced AFTER INSERT ON warehouse FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of warehouse cannot be replaced'); END;

CREATE TRIGGER warehouse_not_taken BEFORE UPDATE ON warehouse FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.code_key IS NOT OLD.code_key) AND (EXISTS (SELECT 1 FROM warehouse AS r WHERE r.code_key = NEW.code_key AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of warehouse cannot be replaced'); END;

CREATE TRIGGER location_in_the_way BEFORE INSERT ON location FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM location AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM location AS r WHERE r.code_key = NEW.code_key) OR EXISTS (SELECT 1 FROM location AS r WHERE r.warehouse_id = NEW.warehouse_id AND r.kind = 'transit' AND NEW.kind = 'transit'); END;

CREATE TRIGGER location_not_replaced AFTER INSERT ON location FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of location cannot be replaced'); END;

CREATE TRIGGER location_not_taken BEFORE UPDATE ON location FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.code_key IS NOT OLD.code_key OR NEW.warehouse_id IS NOT OLD.warehouse_id) AND (EXISTS (SELECT 1 FROM location AS r WHERE r.code_key = NEW.code_key AND r.id <> OLD.id) OR EXISTS (SELECT 1 FROM location AS r WHERE r.warehouse_id = NEW.warehouse_id AND r.kind = 'transit' AND NEW.kind = 'transit' AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of location cannot be replaced'); END;

CREATE TRIGGER container_in_the_way BEFORE INSERT ON container FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM container AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM container AS r WHERE r.code_key = NEW.code_key); END;

CREATE TRIGGER container_not_replaced AFTER INSERT ON container FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of container cannot be replaced'); END;

CREATE TRIGGER container_not_taken BEFORE UPDATE ON container FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.code_key IS NOT OLD.code_key) AND (EXISTS (SELECT 1 FROM container AS r WHERE r.code_key = NEW.code_key AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of container cannot be replaced'); END;

CREATE TRIGGER product_in_the_way BEFORE INSERT ON product FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM product AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM product AS r WHERE r.sku_key = NEW.sku_key); END;

CREATE TRIGGER product_not_replaced AFTER INSERT ON product FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of product cannot be replaced'); END;

CREATE TRIGGER product_not_taken BEFORE UPDATE ON product FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.sku_key IS NOT OLD.sku_key) AND (EXISTS (SELECT 1 FROM product AS r WHERE r.sku_key = NEW.sku_key AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of product cannot be replaced'); END;

CREATE TRIGGER document_in_the_way BEFORE INSERT ON document FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM document AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM document AS r WHERE r.ref_key = NEW.ref_key AND r.kind = NEW.kind); END;

CREATE TRIGGER document_not_replaced AFTER INSERT ON document FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of document cannot be replaced'); END;

CREATE TRIGGER document_not_taken BEFORE UPDATE ON document FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.ref_key IS NOT OLD.ref_key OR NEW.kind IS NOT OLD.kind) AND (EXISTS (SELECT 1 FROM document AS r WHERE r.ref_key = NEW.ref_key AND r.kind = NEW.kind AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of document cannot be replaced'); END;

CREATE TRIGGER document_line_in_the_way BEFORE INSERT ON document_line FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM document_line AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM document_line AS r WHERE r.document_id = NEW.document_id AND r.line_no = NEW.line_no) OR EXISTS (SELECT 1 FROM document_line AS r WHERE r.document_id = NEW.document_id AND r.product_id = NEW.product_id AND r.kind IN ('pre_receipt', 'return') AND NEW.kind IN ('pre_receipt', 'return')) OR EXISTS (SELECT 1 FROM document_line AS r WHERE r.document_id = NEW.document_id AND r.location_id = NEW.location_id AND r.product_id = NEW.product_id AND r.kind = 'count' AND NEW.kind = 'count'); END;

CREATE TRIGGER document_line_not_replaced AFTER INSERT ON document_line FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of document_line cannot be replaced'); END;

CREATE TRIGGER document_line_not_taken BEFORE UPDATE ON document_line FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.document_id IS NOT OLD.document_id OR NEW.line_no IS NOT OLD.line_no OR NEW.product_id IS NOT OLD.product_id OR NEW.location_id IS NOT OLD.location_id) AND (EXISTS (SELECT 1 FROM document_line AS r WHERE r.document_id = NEW.document_id AND r.line_no = NEW.line_no AND r.id <> OLD.id) OR EXISTS (SELECT 1 FROM document_line AS r WHERE r.document_id = NEW.document_id AND r.product_id = NEW.product_id AND r.kind IN ('pre_receipt', 'return') AND NEW.kind IN ('pre_receipt', 'return') AND r.id <> OLD.id) OR EXISTS (SELECT 1 FROM document_line AS r WHERE r.document_id = NEW.document_id AND r.location_id = NEW.location_id AND r.product_id = NEW.product_id AND r.kind = 'count' AND NEW.kind = 'count' AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of document_line cannot be replaced'); END;

CREATE TRIGGER batch_cart_in_the_way BEFORE INSERT ON batch_cart FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM batch_cart AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM batch_cart AS r WHERE r.batch_id = NEW.batch_id) OR EXISTS (SELECT 1 FROM batch_cart AS r WHERE r.cart_id = NEW.cart_id AND r.ended_at IS NULL AND NEW.ended_at IS NULL); END;

CREATE TRIGGER batch_cart_not_replaced AFTER INSERT ON batch_cart FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of batch_cart cannot be replaced'); END;

CREATE TRIGGER batch_cart_not_taken BEFORE UPDATE ON batch_cart FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.batch_id IS NOT OLD.batch_id OR NEW.cart_id IS NOT OLD.cart_id) AND (EXISTS (SELECT 1 FROM batch_cart AS r WHERE r.batch_id = NEW.batch_id AND r.id <> OLD.id) OR EXISTS (SELECT 1 FROM batch_cart AS r WHERE r.cart_id = NEW.cart_id AND r.ended_at IS NULL AND NEW.ended_at IS NULL AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of batch_cart cannot be replaced'); END;

CREATE TRIGGER batch_list_in_the_way BEFORE INSERT ON batch_list FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM batch_list AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM batch_list AS r WHERE r.batch_id = NEW.batch_id AND r.place = NEW.place) OR EXISTS (SELECT 1 FROM batch_list AS r WHERE r.list_id = NEW.list_id AND r.ended_at IS NULL AND NEW.ended_at IS NULL); END;

CREATE TRIGGER batch_list_not_replaced AFTER INSERT ON batch_list FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of batch_list cannot be replaced'); END;

CREATE TRIGGER batch_list_not_taken BEFORE UPDATE ON batch_list FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.batch_id IS NOT OLD.batch_id OR NEW.place IS NOT OLD.place OR NEW.list_id IS NOT OLD.list_id) AND (EXISTS (SELECT 1 FROM batch_list AS r WHERE r.batch_id = NEW.batch_id AND r.place = NEW.place AND r.id <> OLD.id) OR EXISTS (SELECT 1 FROM batch_list AS r WHERE r.list_id = NEW.list_id AND r.ended_at IS NULL AND NEW.ended_at IS NULL AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of batch_list cannot be replaced'); END;

CREATE TRIGGER count_pass_in_the_way BEFORE INSERT ON count_pass FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM count_pass AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM count_pass AS r WHERE r.line_id = NEW.line_id AND r.pass_no = NEW.pass_no); END;

CREATE TRIGGER count_pass_not_replaced AFTER INSERT ON count_pass FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of count_pass cannot be replaced'); END;

CREATE TRIGGER count_pass_not_taken BEFORE UPDATE ON count_pass FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.line_id IS NOT OLD.line_id OR NEW.pass_no IS NOT OLD.pass_no) AND (EXISTS (SELECT 1 FROM count_pass AS r WHERE r.line_id = NEW.line_id AND r.pass_no = NEW.pass_no AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of count_pass cannot be replaced'); END;

CREATE TRIGGER noted_serial_in_the_way BEFORE INSERT ON noted_serial FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM noted_serial AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM noted_serial AS r WHERE r.line_id = NEW.line_id AND r.pass_no = NEW.pass_no AND r.serial_key = NEW.serial_key); END;

CREATE TRIGGER noted_serial_not_replaced AFTER INSERT ON noted_serial FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of noted_serial cannot be replaced'); END;

CREATE TRIGGER noted_serial_not_taken BEFORE UPDATE ON noted_serial FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.line_id IS NOT OLD.line_id OR NEW.pass_no IS NOT OLD.pass_no OR NEW.serial_key IS NOT OLD.serial_key) AND (EXISTS (SELECT 1 FROM noted_serial AS r WHERE r.line_id = NEW.line_id AND r.pass_no = NEW.pass_no AND r.serial_key = NEW.serial_key AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of noted_serial cannot be replaced'); END;

CREATE TRIGGER stock_line_in_the_way BEFORE INSERT ON stock_line FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM stock_line AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM stock_line AS r WHERE r.product_id = NEW.product_id AND r.location_id = NEW.location_id AND r.account_id = NEW.account_id AND r.tracking_type = NEW.tracking_type); END;

CREATE TRIGGER stock_line_not_replaced AFTER INSERT ON stock_line FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of stock_line cannot be replaced'); END;

CREATE TRIGGER stock_line_not_taken BEFORE UPDATE ON stock_line FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.product_id IS NOT OLD.product_id OR NEW.location_id IS NOT OLD.location_id OR NEW.account_id IS NOT OLD.account_id OR NEW.tracking_type IS NOT OLD.tracking_type) AND (EXISTS (SELECT 1 FROM stock_line AS r WHERE r.product_id = NEW.product_id AND r.location_id = NEW.location_id AND r.account_id = NEW.account_id AND r.tracking_type = NEW.tracking_type AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of stock_line cannot be replaced'); END;

CREATE TRIGGER serial_in_the_way BEFORE INSERT ON serial FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM serial AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM serial AS r WHERE r.serial_key = NEW.serial_key AND r.product_id = NEW.product_id); END;

CREATE TRIGGER serial_not_replaced AFTER INSERT ON serial FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of serial cannot be replaced'); END;

CREATE TRIGGER serial_not_taken BEFORE UPDATE ON serial FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.serial_key IS NOT OLD.serial_key OR NEW.product_id IS NOT OLD.product_id) AND (EXISTS (SELECT 1 FROM serial AS r WHERE r.serial_key = NEW.serial_key AND r.product_id = NEW.product_id AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of serial cannot be replaced'); END;

CREATE TRIGGER stock_transaction_in_the_way BEFORE INSERT ON stock_transaction FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM stock_transaction AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM stock_transaction AS r WHERE r.from_id = NEW.from_id AND r.from_id IS NOT NULL AND NEW.from_id IS NOT NULL); END;

CREATE TRIGGER stock_transaction_not_replaced AFTER INSERT ON stock_transaction FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of stock_transaction cannot be replaced'); END;

CREATE TRIGGER stock_transaction_not_taken BEFORE UPDATE ON stock_transaction FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.from_id IS NOT OLD.from_id) AND (EXISTS (SELECT 1 FROM stock_transaction AS r WHERE r.from_id = NEW.from_id AND r.from_id IS NOT NULL AND NEW.from_id IS NOT NULL AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of stock_transaction cannot be replaced'); END;

CREATE TRIGGER serial_hold_in_the_way BEFORE INSERT ON serial_hold FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM serial_hold AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM serial_hold AS r WHERE r.serial_id = NEW.serial_id AND r.released_at IS NULL AND NEW.released_at IS NULL); END;

CREATE TRIGGER serial_hold_not_replaced AFTER INSERT ON serial_hold FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of serial_hold cannot be replaced'); END;

CREATE TRIGGER serial_hold_not_taken BEFORE UPDATE ON serial_hold FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.serial_id IS NOT OLD.serial_id) AND (EXISTS (SELECT 1 FROM serial_hold AS r WHERE r.serial_id = NEW.serial_id AND r.released_at IS NULL AND NEW.released_at IS NULL AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of serial_hold cannot be replaced'); END;

CREATE TRIGGER product_hold_in_the_way BEFORE INSERT ON product_hold FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM product_hold AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM product_hold AS r WHERE r.product_id = NEW.product_id AND r.lot_key = NEW.lot_key AND r.released_at IS NULL AND NEW.released_at IS NULL); END;

CREATE TRIGGER product_hold_not_replaced AFTER INSERT ON product_hold FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of product_hold cannot be replaced'); END;

CREATE TRIGGER product_hold_not_taken BEFORE UPDATE ON product_hold FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.product_id IS NOT OLD.product_id OR NEW.lot_key IS NOT OLD.lot_key) AND (EXISTS (SELECT 1 FROM product_hold AS r WHERE r.product_id = NEW.product_id AND r.lot_key = NEW.lot_key AND r.released_at IS NULL AND NEW.released_at IS NULL AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of product_hold cannot be replaced'); END;

CREATE TRIGGER login_entry_in_the_way BEFORE INSERT ON login_entry FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM login_entry AS r WHERE r.id = NEW.id); END;

CREATE TRIGGER login_entry_not_replaced AFTER INSERT ON login_entry FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of login_entry cannot be replaced'); END;

CREATE TRIGGER login_entry_not_taken BEFORE UPDATE ON login_entry FOR EACH ROW WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'R16: a row of login_entry cannot be replaced'); END;

CREATE TRIGGER flow_version_in_the_way BEFORE INSERT ON flow_version FOR EACH ROW BEGIN DELETE FROM replaced WHERE TRUE; INSERT INTO replaced SELECT 1 WHERE EXISTS (SELECT 1 FROM flow_version AS r WHERE r.id = NEW.id) OR EXISTS (SELECT 1 FROM flow_version AS r WHERE r.file = NEW.file AND r.follows = NEW.follows) OR EXISTS (SELECT 1 FROM flow_version AS r WHERE r.ends_id = NEW.ends_id AND r.ends_id IS NOT NULL AND NEW.ends_id IS NOT NULL); END;

CREATE TRIGGER flow_version_not_replaced AFTER INSERT ON flow_version FOR EACH ROW WHEN EXISTS (SELECT 1 FROM replaced) BEGIN SELECT RAISE(ABORT, 'R16: a row of flow_version cannot be replaced'); END;

CREATE TRIGGER flow_version_not_taken BEFORE UPDATE ON flow_version FOR EACH ROW WHEN NEW.id <> OLD.id OR (NEW.file IS NOT OLD.file OR NEW.follows IS NOT OLD.follows OR NEW.ends_id IS NOT OLD.ends_id) AND (EXISTS (SELECT 1 FROM flow_version AS r WHERE r.file = NEW.file AND r.follows = NEW.follows AND r.id <> OLD.id) OR EXISTS (SELECT 1 FROM flow_version AS r WHERE r.ends_id = NEW.ends_id AND r.ends_id IS NOT NULL AND NEW.ends_id IS NOT NULL AND r.id <> OLD.id)) BEGIN SELECT RAISE(ABORT, 'R16: a row of flow_version cannot be replaced'); END;

CREATE TRIGGER serial_part_announced AFTER INSERT ON serial FOR EACH ROW WHEN NEW.state <> 'captured' BEGIN INSERT INTO serial_part (rowid, serial_key) VALUES (NEW.id, NEW.serial_key); END;

CREATE TRIGGER serial_part_known AFTER UPDATE OF state ON serial FOR EACH ROW WHEN OLD.state = 'captured' AND NEW.state <> 'captured' BEGIN INSERT INTO serial_part (rowid, serial_key) VALUES (NEW.id, NEW.serial_key); END;

CREATE TRIGGER serial_part_gone AFTER DELETE ON serial FOR EACH ROW WHEN OLD.state <> 'captured' BEGIN INSERT INTO serial_part (serial_part, rowid, serial_key) VALUES ('delete', OLD.id, OLD.serial_key); END;

