using Xunit;

namespace VideoReview.IntegrationTests.Database;

/// <summary>Each rule that the database keeps, with what breaks it.</summary>
public static class ConstraintCases
{
    /// <summary>
    /// Table, constraint, change. $new = the copy's own id, which every copy gets except where the primary key is
    /// asked; $other = an id that nobody has; $long = a text of more than 20,000 bytes.
    /// </summary>
    private const string Table = """
        account account_pkey {}
        account account_display_name_length {"display_name": ""}
        account account_roles_known {"roles": ["juri"]}
        account account_admin_alone {"roles": ["admin", "reviewer"]}
        account account_language_known {"language": "jv"}
        account account_normalized_email_key {"normalized_user_name": "X"}
        account account_normalized_user_name_key {"normalized_email": "X"}
        account account_unit_id_fkey {"normalized_user_name": "X", "normalized_email": "X", "unit_id": "$other"}
        account account_one_time_to_be_changed {"one_time_until": "2026-11-22T06:30:00Z"}
        account_address account_address_pkey {}
        account_address account_address_account_id_fkey {"account_id": "$other"}
        account_claim account_claim_pkey {}
        account_claim account_claim_user_id_fkey {"id": 999, "user_id": "$other"}
        account_login account_login_pkey {}
        account_login account_login_user_id_fkey {"provider_key": "x", "user_id": "$other"}
        account_token account_token_pkey {}
        account_token account_token_user_id_fkey {"user_id": "$other"}
        appointment appointment_pkey {}
        appointment appointment_account_id_role_key {}
        appointment appointment_account_id_fkey {"account_id": "$other"}
        appointment appointment_status_known {"status": "x", "settled_at": "2026-11-22", "settled_by": "$other"}
        appointment appointment_role_to_be_confirmed {"role": "observer"}
        appointment appointment_settled_with_moment {"settled_at": "2026-11-22T06:30:00Z"}
        appointment appointment_settled_by_somebody {"settled_by": "$other"}
        backup_care backup_care_pkey {}
        backup_care backup_care_one_row {"id": 2}
        backup_run backup_run_pkey {}
        backup_run backup_run_named_or_failed {"name": null}
        backup_run backup_run_ended_after_start {"ended_at": "2000-01-01"}
        data_protection_key data_protection_key_pkey {}
        dated_effect dated_effect_pkey {}
        chosen_period chosen_period_pkey {}
        chosen_period chosen_period_reviewer_id_fkey {"reviewer_id": "$other"}
        chosen_period chosen_period_period_id_fkey {"reviewer_id": "$other", "period_id": "$other"}
        declared_conflict declared_conflict_pkey {}
        declared_conflict declared_conflict_reviewer_id_unit_id_key {}
        declared_conflict declared_conflict_reviewer_id_fkey {"reviewer_id": "$other"}
        declared_conflict declared_conflict_unit_id_fkey {"unit_id": "$other"}
        entry_version entry_version_pkey {}
        entry_version entry_version_entry_id_number_key {}
        entry_version entry_version_entry_id_fkey {"entry_id": "$other"}
        entry_version entry_version_video_id_fkey {"number": 2, "video_id": "$other"}
        event event_pkey {}
        event event_audience_known {"audience": "dunia"}
        extension extension_pkey {}
        extension extension_reason_length {"reason": ""}
        extension extension_period_id_fkey {"period_id": "$other"}
        extension extension_unit_id_fkey {"unit_id": "$other"}
        inbox_message inbox_message_pkey {}
        job job_pkey {}
        job job_kind_written {"kind": "Store "}
        job job_lane_known {"lane": "x"}
        job job_state_known {"state": "x"}
        job job_progress_range {"progress_percent": 101}
        job job_running_with_lease {"state": "running"}
        job job_discarded_when_failed {"discarded_at": "2026-11-22T06:30:00Z"}
        job job_subject_id_subject_kind_kind_key {}
        migration pk_migration {}
        notice notice_pkey {}
        notice notice_account_id_act_period_id_key {}
        notice notice_account_id_fkey {"account_id": "$other"}
        notice notice_address_id_fkey {"act": "x", "address_id": "$other"}
        notice notice_done_with_nothing_left {"act": "x", "done_at": "2026-11-22", "closed_at": "2026-11-22"}
        notice notice_period_id_fkey {"period_id": "$other"}
        notice notice_waits_for_own_subjects {"act": "x", "waits_for": ["$other"]}
        open_session open_session_pkey {}
        open_session open_session_account_id_fkey {"account_id": "$other"}
        outbox_message outbox_message_pkey {}
        outbox_message outbox_message_sent_or_failed {"sent_at": "2026-11-22T06:30Z", "failed_at": "2026-11-22T06:30Z"}
        outbox_message outbox_message_discarded_when_failed {"discarded_at": "2026-11-22T06:30:00Z"}
        period period_pkey {}
        period period_name_length {"name": ""}
        period period_status_known {"status": "x"}
        period period_dates_in_order {"closes_at": "2000-01-01T00:00:00Z"}
        period period_seats_range {"seats_per_video": 10}
        period period_returns_range {"return_days": 0}
        period period_published_with_snapshot {"status": "published"}
        period period_name_key {}
        period period_published_snapshot_id_fkey {"name": "x", "status": "published", "published_snapshot_id": "$other"}
        result_snapshot result_snapshot_pkey {}
        result_snapshot result_snapshot_period_id_number_key {}
        result_snapshot result_snapshot_period_id_fkey {"period_id": "$other"}
        review review_pkey {}
        review review_status_known {"status": "x"}
        review review_claimed_with_lease {"status": "claimed"}
        review review_final_with_moment {"final_at": null}
        review review_version_stage_reviewer_key {}
        review review_entry_version_id_fkey {"entry_version_id": "$other"}
        review review_reviewer_id_fkey {"reviewer_id": "$other"}
        review review_period_id_fkey {"stage": 2, "period_id": "$other"}
        review review_rubric_version_id_fkey {"stage": 2, "rubric_version_id": "$other"}
        review review_entry_id_fkey {"stage": 2, "entry_id": "$other"}
        review_score review_score_pkey {}
        review_score review_score_not_negative {"score": -0.5}
        review_score review_score_review_id_fkey {"review_id": "$other"}
        rubric_version rubric_version_pkey {}
        rubric_version rubric_version_period_id_number_key {}
        rubric_version rubric_version_period_id_fkey {"period_id": "$other"}
        security_event security_event_kind_known {"kind": "x"}
        security_event_keeping security_event_keeping_days_range {"days": 1}
        sign_in_counter sign_in_counter_pkey {}
        entry entry_pkey {}
        entry entry_status_known {"status": "x"}
        entry entry_returned_with_due_date {"status": "returned"}
        entry entry_submitted_with_version {"submitted_at": null}
        entry entry_profile_size {"profile": {"title": "$long"}}
        entry entry_period_id_entry_number_key {}
        entry entry_period_id_fkey {"period_id": "$other"}
        entry entry_unit_id_fkey {"entry_number": "x", "unit_id": "$other"}
        entry entry_created_by_fkey {"entry_number": "x", "created_by": "$other"}
        unit unit_pkey {}
        unit unit_name_length {"name": ""}
        unit unit_kind_known {"kind": "x"}
        unit unit_own_parent {"parent_id": "$new"}
        unit unit_parent_id_name_key {}
        unit unit_parent_id_fkey {"parent_id": "$other"}
        upload upload_pkey {}
        upload upload_status_known {"status": "x", "completed_at": null}
        upload upload_complete_or_not {"completed_at": null}
        upload upload_offset_within_length {"status": "open", "completed_at": null, "offset_bytes": -1}
        upload upload_entry_id_fkey {"entry_id": "$other"}
        video video_pkey {}
        video video_status_known {"status": "x"}
        video video_playable_with_key {"playable_key": null}
        video video_failed_with_cause {"status": "failed"}
        video video_poster_range {"poster_position": 6}
        video video_upload_id_key {}
        video video_entry_id_fkey {"upload_id": "$other", "entry_id": "$other"}
        video_copy video_copy_pkey {}
        video_copy video_copy_edge_known {"edge_pixels": 1080}
        video_copy video_copy_not_larger {"edge_pixels": 720, "width_pixels": 1920, "height_pixels": 1080}
        video_copy video_copy_video_id_fkey {"video_id": "$other"}
        video_frame video_frame_pkey {}
        video_frame video_frame_at_range {"at_milliseconds": -1}
        video_frame video_frame_print_range {"luma": 256}
        video_frame video_frame_video_id_fkey {"video_id": "$other"}
        video_match video_match_pkey {}
        video_match video_match_kind_known {"kind": "x"}
        video_match video_match_later_first {"video_id": "00000000-0000-0000-0000-000000000000"}
        video_match video_match_percent_range {"confidence_percent": 101}
        video_match video_match_place_range {"from_milliseconds": 2, "to_milliseconds": 1}
        video_match video_match_aside_by_somebody {"set_aside_at": "2026-11-22T06:30:00Z"}
        video_match video_match_video_id_other_video_id_key {}
        video_match video_match_video_id_fkey {"video_id": "ffffffff-ffff-ffff-ffff-ffffffffffff"}
        video_match video_match_other_video_id_fkey {"other_video_id": "00000000-0000-0000-0000-000000000000"}
        video_note video_note_pkey {}
        video_note video_note_place_range {"from_milliseconds": 2, "to_milliseconds": 1}
        video_note video_note_video_id_fkey {"video_id": "$other"}
        video_picture video_picture_pkey {}
        video_picture video_picture_kind_known {"kind": "x"}
        video_picture video_picture_video_id_kind_position_key {}
        video_picture video_picture_video_id_fkey {"video_id": "$other"}
        """;

    public static TheoryData<string, string, string> All
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var line in Table.Split('\n'))
            {
                var parts = line.Split(' ', 3);
                cases.Add(parts[0], parts[1], parts[2]);
            }

            return cases;
        }
    }
}
