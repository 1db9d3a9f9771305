//! The table of C functions through which SQLite uses a disk. All `unsafe` but the shared memory is here.
//!
//! Every function trusts SQLite's contract: pointers are valid for the call, a file given back was opened
//! here and isn't closed yet, and the VFS lives until the process ends (it is leaked on purpose).

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::ffi;

use crate::disk::{State, Verdict, WriteError};

/// Longest name of a file on the disk.
const MAX_NAME: c_int = 512;

/// What SQLite allocates for each open file.
#[repr(C)]
struct OpenFile {
    base: ffi::sqlite3_file,
    handle: *mut Handle,
}

struct Handle {
    state: Arc<Mutex<State>>,
    name: String,
    number: u64,
    temporary: bool,
}

impl Handle {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a VFS of its own for this disk, for the rest of the process.
pub(crate) fn register(state: Arc<Mutex<State>>) -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let name = format!("fault-{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let c_name = CString::new(name.clone()).expect("no zero byte in it").into_raw();
    let data: *mut Arc<Mutex<State>> = Box::into_raw(Box::new(state));
    // SAFETY: a null name asks for the default VFS, which exists once SQLite is initialized; the new table is
    // leaked, so SQLite may keep its address.
    unsafe {
        ffi::sqlite3_initialize();
        let system = ffi::sqlite3_vfs_find(std::ptr::null());
        let vfs = Box::new(ffi::sqlite3_vfs {
            iVersion: 2,
            szOsFile: c_int::try_from(size_of::<OpenFile>()).expect("two pointers"),
            mxPathname: MAX_NAME,
            pNext: std::ptr::null_mut(),
            zName: c_name,
            pAppData: data.cast(),
            xOpen: Some(open),
            xDelete: Some(delete),
            xAccess: Some(access),
            xFullPathname: Some(full_pathname),
            xDlOpen: None,
            xDlError: None,
            xDlSym: None,
            xDlClose: None,
            // These don't touch the VFS they are called with, so the system's serve as they are.
            xRandomness: (*system).xRandomness,
            xSleep: (*system).xSleep,
            xCurrentTime: (*system).xCurrentTime,
            xGetLastError: None,
            xCurrentTimeInt64: (*system).xCurrentTimeInt64,
            xSetSystemCall: None,
            xGetSystemCall: None,
            xNextSystemCall: None,
        });
        let registered = ffi::sqlite3_vfs_register(Box::into_raw(vfs), 0);
        assert_eq!(registered, ffi::SQLITE_OK, "SQLite takes the VFS");
    }
    name
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// The disk behind a VFS.
///
/// # Safety
/// `vfs` MUST be a table made by [`register`].
unsafe fn state_of<'a>(vfs: *mut ffi::sqlite3_vfs) -> &'a Arc<Mutex<State>> {
    // SAFETY: `register` put a leaked box there.
    unsafe { &*(*vfs).pAppData.cast::<Arc<Mutex<State>>>() }
}

/// The handle behind a file.
///
/// # Safety
/// `file` MUST have been opened by [`open`] and not be closed.
unsafe fn handle_of<'a>(file: *mut ffi::sqlite3_file) -> &'a Handle {
    // SAFETY: `open` put a box there, which `close` takes.
    unsafe { &*(*file.cast::<OpenFile>()).handle }
}

/// The text of a C string; names on this disk are ours and so UTF-8.
///
/// # Safety
/// `name` MUST be a C string that lives during the call.
unsafe fn text(name: *const c_char) -> String {
    // SAFETY: as demanded above.
    unsafe { CStr::from_ptr(name) }.to_string_lossy().into_owned()
}

fn code(verdict: Verdict, failure: c_int) -> c_int {
    if verdict == Verdict::Do { ffi::SQLITE_OK } else { failure }
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    name: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: see the head of the file; `file` has room for an `OpenFile`, as `szOsFile` says.
    unsafe {
        (*file).pMethods = std::ptr::null();
        let shared = state_of(vfs);
        let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
        state.handles += 1;
        let number = state.handles;
        let temporary = name.is_null();
        let name = if temporary { format!("temporary-{number}") } else { text(name) };
        if state.off {
            return ffi::SQLITE_CANTOPEN;
        }
        if !state.exists(&name) {
            let may_create = flags & ffi::SQLITE_OPEN_CREATE != 0;
            if !may_create || state.create(&name) != Verdict::Do {
                return ffi::SQLITE_CANTOPEN;
            }
        }
        state.open += 1;
        drop(state);
        let handle = Handle { state: Arc::clone(shared), name, number, temporary };
        (*file.cast::<OpenFile>()).handle = Box::into_raw(Box::new(handle));
        (*file).pMethods = &raw const METHODS;
        if !out_flags.is_null() {
            *out_flags = flags;
        }
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(vfs: *mut ffi::sqlite3_vfs, name: *const c_char, sync_dir: c_int) -> c_int {
    // SAFETY: see the head of the file.
    let (shared, name) = unsafe { (state_of(vfs), text(name)) };
    let mut state = shared.lock().unwrap_or_else(PoisonError::into_inner);
    if !state.exists(&name) {
        return ffi::SQLITE_IOERR_DELETE_NOENT;
    }
    code(state.delete(&name, sync_dir != 0), ffi::SQLITE_IOERR_DELETE)
}

unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    _flags: c_int,
    out: *mut c_int,
) -> c_int {
    // SAFETY: see the head of the file.
    unsafe {
        let state = state_of(vfs).lock().unwrap_or_else(PoisonError::into_inner);
        *out = c_int::from(state.exists(&text(name)));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_pathname(
    _vfs: *mut ffi::sqlite3_vfs,
    name: *const c_char,
    room: c_int,
    out: *mut c_char,
) -> c_int {
    // SAFETY: see the head of the file; `out` has `room` bytes.
    unsafe {
        let bytes = CStr::from_ptr(name).to_bytes_with_nul();
        if bytes.len() > usize::try_from(room).unwrap_or(0) {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr(), out.cast(), bytes.len());
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: see the head of the file; SQLite closes a file once.
    let handle = unsafe { Box::from_raw((*file.cast::<OpenFile>()).handle) };
    let mut state = handle.state();
    state.open -= 1;
    if let Some(locks) = state.locks.get_mut(&handle.name) {
        locks.lower(handle.number, ffi::SQLITE_LOCK_NONE);
    }
    if handle.temporary && !state.off {
        state.delete(&handle.name, true);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    out: *mut c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: see the head of the file; `out` has `amount` bytes.
    let (handle, out) = unsafe {
        let amount = usize::try_from(amount).unwrap_or(0);
        (handle_of(file), std::slice::from_raw_parts_mut(out.cast::<u8>(), amount))
    };
    let state = handle.state();
    let Some(content) = state.content(&handle.name) else { return ffi::SQLITE_IOERR_READ };
    let from = usize::try_from(offset).unwrap_or(usize::MAX).min(content.len());
    let there = out.len().min(content.len() - from);
    out[..there].copy_from_slice(&content[from..from + there]);
    out[there..].fill(0);
    if there < out.len() { ffi::SQLITE_IOERR_SHORT_READ } else { ffi::SQLITE_OK }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    bytes: *const c_void,
    amount: c_int,
    offset: i64,
) -> c_int {
    // SAFETY: see the head of the file; `bytes` has `amount` bytes.
    let (handle, bytes) = unsafe {
        let amount = usize::try_from(amount).unwrap_or(0);
        (handle_of(file), std::slice::from_raw_parts(bytes.cast::<u8>(), amount))
    };
    let offset = usize::try_from(offset).unwrap_or(0);
    match handle.state().write(&handle.name, offset, bytes) {
        Ok(()) => ffi::SQLITE_OK,
        Err(WriteError::Full) => ffi::SQLITE_FULL,
        Err(WriteError::Io) => ffi::SQLITE_IOERR_WRITE,
    }
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: see the head of the file.
    let handle = unsafe { handle_of(file) };
    let verdict = handle.state().truncate(&handle.name, usize::try_from(size).unwrap_or(0));
    code(verdict, ffi::SQLITE_IOERR_TRUNCATE)
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: see the head of the file.
    let handle = unsafe { handle_of(file) };
    let verdict = handle.state().sync(&handle.name);
    code(verdict, ffi::SQLITE_IOERR_FSYNC)
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, out: *mut i64) -> c_int {
    // SAFETY: see the head of the file.
    unsafe {
        let handle = handle_of(file);
        let state = handle.state();
        let Some(content) = state.content(&handle.name) else { return ffi::SQLITE_IOERR_FSTAT };
        *out = i64::try_from(content.len()).unwrap_or(i64::MAX);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see the head of the file.
    let handle = unsafe { handle_of(file) };
    let mut state = handle.state();
    let granted = state.locks.entry(handle.name.clone()).or_default().raise(handle.number, level);
    if granted { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see the head of the file.
    let handle = unsafe { handle_of(file) };
    if let Some(locks) = handle.state().locks.get_mut(&handle.name) {
        locks.lower(handle.number, level);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(file: *mut ffi::sqlite3_file, out: *mut c_int) -> c_int {
    // SAFETY: see the head of the file.
    unsafe {
        let handle = handle_of(file);
        let state = handle.state();
        *out = c_int::from(state.locks.get(&handle.name).is_some_and(crate::locks::Locks::reserved));
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(_file: *mut ffi::sqlite3_file, _op: c_int, _arg: *mut c_void) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    0
}

/// The same promise that SQLite's own VFS makes on Unix: a torn write harms no byte beside it.
unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn shm_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    bytes: c_int,
    extend: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: see the head of the file.
    unsafe {
        let handle = handle_of(file);
        let mut state = handle.state();
        let shared = state.shared.entry(handle.name.clone()).or_default();
        let (region, bytes) = (usize::try_from(region).unwrap_or(0), usize::try_from(bytes).unwrap_or(0));
        *out = shared.map(handle.number, region, bytes, extend != 0);
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn shm_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: see the head of the file.
    let handle = unsafe { handle_of(file) };
    let mut state = handle.state();
    let shared = state.shared.entry(handle.name.clone()).or_default();
    if shared.lock(handle.number, first, count, flags) { ffi::SQLITE_OK } else { ffi::SQLITE_BUSY }
}

unsafe extern "C" fn shm_barrier(_file: *mut ffi::sqlite3_file) {
    std::sync::atomic::fence(Ordering::SeqCst);
}

unsafe extern "C" fn shm_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: see the head of the file.
    let handle = unsafe { handle_of(file) };
    let mut state = handle.state();
    let last = state.shared.get_mut(&handle.name).is_some_and(|shared| shared.unmap(handle.number));
    if last {
        state.shared.remove(&handle.name);
    }
    ffi::SQLITE_OK
}
